type Numbers = Uint8Array | Uint32Array | Float64Array

/** The same numbers with room for at least `length` of them; the new ones are `fill`. */
export function grown<T extends Numbers>(numbers: T, length: number, fill = 0): T {
  if (length <= numbers.length) return numbers
  const wider = new (numbers.constructor as new (length: number) => T)(Math.max(length, Math.ceil(numbers.length * 1.5), 1024))
  wider.set(numbers)
  if (fill !== 0) wider.fill(fill, numbers.length)
  return wider
}
