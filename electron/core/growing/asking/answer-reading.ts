/** The texts of an answer, and whether it broke off in the middle of one. */
export type ReadTexts = { readonly texts: readonly string[]; readonly brokeOff: boolean }

/**
 * The texts that an answer holds, whichever way it was written: JSON of the wanted shape, a bare list, JSON in a fence or within words, JSON
 * that breaks off, a numbered list, or paragraphs with marks.
 */
export function readTexts(answer: string): ReadTexts {
  const plain = withoutThoughts(answer)
  const parsed = jsonIn(plain)
  const list = isObject(parsed) ? (listOf(parsed.texts) ?? listOf(Object.values(parsed).find(Array.isArray))) : listOf(parsed)
  if (list !== null) return { texts: list, brokeOff: false }
  const begun = /"texts"\s*:\s*\[|^\s*\[(?=\s*")/.exec(plain)
  if (begun !== null) return { texts: wholeStrings(plain.slice(begun.index + begun[0].length)), brokeOff: true }
  return { texts: plainTexts(plain), brokeOff: false }
}

/** The rewrite that an answer holds: JSON of the wanted shape, or the answer itself; null where JSON breaks off or there is nothing. */
export function readRewrite(answer: string): string | null {
  const plain = withoutThoughts(answer).trim()
  const parsed = jsonIn(plain)
  if (isObject(parsed)) {
    const rewrite = parsed.rewrite ?? Object.values(parsed).find((value) => typeof value === 'string')
    return typeof rewrite === 'string' && rewrite.trim() !== '' ? rewrite : null
  }
  if (/^(?:```(?:json)?\s*)?\{\s*"/.test(plain)) return null
  const unfenced = /^```\w*\n([\s\S]*?)\n?```$/.exec(plain)?.[1] ?? plain
  return unfenced === '' ? null : unfenced
}

/** Models that think aloud do so first. */
function withoutThoughts(answer: string): string {
  return answer.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/, '')
}

/** The JSON in a text: all of it, what a fence holds, or from the first bracket to the last. */
function jsonIn(text: string): unknown {
  const tries = [
    text,
    /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1],
    /\{\s*"[\s\S]*\}/.exec(text)?.[0],
    /\[\s*["{][\s\S]*\]/.exec(text)?.[0],
  ]
  for (const each of tries) {
    if (each === undefined) continue
    try {
      const parsed: unknown = JSON.parse(each)
      if (typeof parsed === 'object' && parsed !== null) return parsed
    } catch {
      // The next may be it.
    }
  }
  return undefined
}

function listOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null
  return value.flatMap((each: unknown) => {
    const text = isObject(each) ? (each.text ?? each.marked ?? Object.values(each)[0]) : each
    return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : []
  })
}

/** The JSON strings of a list that are whole. */
function wholeStrings(list: string): readonly string[] {
  const texts: string[] = []
  let rest = list
  for (let found = nextString(rest); found !== null; found = nextString(rest)) {
    texts.push(JSON.parse(found[1] ?? '""') as string)
    rest = rest.slice(found[0].length)
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

function nextString(text: string): RegExpExecArray | null {
  const found = /^[\s,]*("(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")/.exec(text)
  return found
}

function plainTexts(text: string): readonly string[] {
  const numbered = /^\s*\d+[.)]\s+/m.test(text)
  return text
    .split(numbered ? /^\s*\d+[.)]\s+/m : /\n\s*\n|\n(?=\s*[-*]\s)/)
    .map((each) => each.replace(/^\s*[-*]\s+/, '').trim())
    .filter((each) => /\[\[|\{\{/.test(each))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
