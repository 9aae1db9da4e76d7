/** About as many letters as the sidebar shows of a run's name beside its score. */
const mostCharacters = 22

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What a run is called that was given no name: after its dataset, shortened in the middle where that is long, with a number where another run
 * has the name already.
 * @param taken names of the runs there are
 */
export function defaultName(dataset: string, taken: readonly string[]): string {
  const whole = dataset.replace(/\.jsonl$/i, '').trim() || 'run'
  const names = new Set(taken)
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` ${number}`
    const name = `${shortened(whole, mostCharacters - ending.length)}${ending}`
    if (!names.has(name)) return name
  }
}

/** A text of at most so many characters, with an ellipsis in the middle where it is longer: names often differ at their ends. */
function shortened(text: string, most: number): string {
  const characters = [...letters.segment(text)].map(({ segment }) => segment)
  if (characters.length <= most) return text
  const head = Math.ceil((most - 1) / 2)
  const tail = most - 1 - head
  return `${characters.slice(0, head).join('').trimEnd()}…${characters.slice(-tail).join('').trimStart()}`
}
