/** A stretch of text as it is, or one character that would not be seen. */
export type VisibleSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'control'; readonly text: string; readonly name: string }

const names: Readonly<Record<number, string>> = {
  173: 'SHY',
  1564: 'ALM',
  6158: 'MVS',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LS',
  8233: 'PS',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
}

/**
 * What does not show or turns the writing round: C0 and C1 controls other than tab and line ends, bidi controls, zero-width
 * and other invisible formats, tags (UTS 39, "Trojan Source").
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u

/** Scripts in which a joiner or non-joiner says how a letter is written. */
const joining = ['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada']
  .concat('Malayalam', 'Sinhala', 'Khmer', 'Myanmar')
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')

/**
 * Where such characters belong to what is seen: a joiner inside an emoji (a family), one after a letter of a script that needs it (Persian, Hindi),
 * the tags of a flag (those of England, Scotland and Wales, which are all there are).
 */
const seen = [
  String.raw`(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[${joining}])(?:[\u200c\u200d](?=[${joining}])|\u200d(?![\p{L}\p{N}]))`,
  ...['gbeng', 'gbsct', 'gbwls'].map((place) => String.raw`\u{1f3f4}${tagsOf(place)}\u{e007f}`),
].join('|')

function tagsOf(letters: string): string {
  return [...letters].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('')
}

const looked = new RegExp(`(?<seen>${seen})|${hidden.source}`, 'gu')

/** Text in pieces, each hidden character with the short name it is shown by. */
export function visibleSegments(text: string): readonly VisibleSegment[] {
  const segments: VisibleSegment[] = []
  let from = 0
  for (const match of text.matchAll(looked)) {
    if (match.groups?.seen !== undefined) continue
    if (match.index > from) segments.push({ kind: 'text', text: text.slice(from, match.index) })
    segments.push({ kind: 'control', text: match[0], name: controlName(match[0]) })
    from = match.index + match[0].length
  }
  if (from < text.length || segments.length === 0) segments.push({ kind: 'text', text: text.slice(from) })
  return segments
}

function controlName(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return names[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
