/**
 * The ends of a logarithmic axis: from 1, 2 or 5 times a power of ten at or below the lowest figure to one above the highest, as far as there are
 * such numbers; over one power of ten where no figure has a place on it.
 */
export function logEnds(lowest: number | null, highest: number | null): readonly [number, number] {
  if (lowest === null || highest === null || lowest <= 0) return [1, 10]
  const below = namedAround(lowest).findLast((place) => place > 0 && place <= lowest) ?? lowest
  const above = namedAround(highest).find((place) => place > highest && Number.isFinite(place)) ?? highest
  return [below, above]
}

/**
 * Powers of ten from `low` to `high`, ascending and about `most`, with what is twice and five times as much where there is room for it; both ends where
 * none of those lies between them. None where an end has no place on a logarithmic axis.
 */
export function logPlaces(low: number, high: number, most: number): readonly number[] {
  if (!(low > 0) || !Number.isFinite(high) || low > high) return []
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const powers = Array.from({ length: last - first + 1 }, (_, place) => first + place)
  const within = (factors: readonly number[], stride: number) =>
    powers
      .filter((power) => power % stride === 0)
      .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
      .filter((value) => value >= low && value <= high)
  const fine = within([1, 2, 5], 1)
  const places = fine.length <= most ? fine : within([1], Math.ceil(powers.length / most))
  return places.length === 0 ? [...new Set([low, high])] : places
}

function namedAround(value: number): readonly number[] {
  const power = Math.floor(Math.log10(value))
  return [-1, 0, 1].flatMap((more) => [1, 2, 5].map((factor) => Number(`${factor}e${power + more}`)))
}
