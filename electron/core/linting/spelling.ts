import type { Token } from '../alignment/tokens'

const numbers: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, String(value)]),
)
const sameWords: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['percent', 'percent'],
  ['&', 'and'],
  ['ok', 'okay'],
  ['an', 'a'],
])
// British and American endings, and the like.
const variants: readonly (readonly [RegExp, string])[] = [
  [/our/g, 'or'],
  [/is(?=e|ed|es|ing|ation|er)/g, 'iz'],
  [/ys(?=e|ed|es|ing)/g, 'yz'],
  [/re$/g, 'er'],
  [/ogue$/g, 'og'],
  [/ence$/g, 'ense'],
  [/ae|oe/g, 'e'],
  [/ll/g, 'l'],
  [/gramme$/g, 'gram'],
  [/que$/g, 'ck'],
  [/ey/g, 'ay'],
  [/wards$/g, 'ward'],
  [/ise$/g, 'ice'],
]

/** Whether two words are the same but for their spelling: accents, hyphens, British and American forms, digits, a slip of one letter. */
export function isSpelledAlike(one: Token, other: Token): boolean {
  const [first, second] = [plain(one.folded), plain(other.folded)]
  if (first === second) return true
  if (/\d/.test(first) || /\d/.test(second)) return false
  // A name with another letter is another name.
  if (/^\p{Lu}/u.test(one.key) && !one.startsSentence && /^\p{Lu}/u.test(other.key)) return isTransposed(first, second)
  return standard(first) === standard(second) || isTransposed(first, second) || isSlip(first, second)
}

/** A word as it is compared: number words as digits, without accents, hyphens and full stops. */
export function plain(word: string): string {
  const known = numbers.get(word) ?? sameWords.get(word)
  if (known !== undefined) return known
  return /^[a-z0-9]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/(?<=.)[-.'](?=.)/gu, '')
}

/** A word with British endings and the like made American ones; no word for people, only the same for both. */
export function standard(word: string): string {
  return variants.reduce((written, [british, american]) => written.replace(british, american), word)
}

/** `teh`, `recieve` */
function isTransposed(one: string, other: string): boolean {
  if (one.length !== other.length || one.length < 3) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at > 0 && one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2)
}

/** One letter too many or too few inside a long word, or one vowel for another: `goverment`, `seperate`. Endings are left out: they change the sense. */
function isSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 6 || long.length - short.length > 1) return false
  let head = 0
  while (head < short.length && short[head] === long[head]) head++
  let tail = 0
  while (tail < short.length - head && short[short.length - 1 - tail] === long[long.length - 1 - tail]) tail++
  if (head < 2 || tail < 3) return false
  if (short.length !== long.length) return head + tail === short.length
  const vowels = /^[aeiou]$/
  return head + tail === short.length - 1 && vowels.test(short[head] ?? '') && vowels.test(long[head] ?? '')
}
