import type { Reason } from '../../../shared/growing'
import { coreOf, indexText, isNamedIn, isPossessive } from '../../alignment/phrases'
import { isAmbiguousPronoun, isPossessivePronoun, isPronoun } from '../../alignment/references'
import { tokenize } from '../../alignment/tokens'
import type { MarkedReference } from '../marked-text'
import { pronounClassOf } from '../planning/entity-kinds'
import type { Reading } from './reading'
import { listed, reasonOf } from './reasons'

const noReferences = new Set(
  'himself herself itself themselves themself who whom whose which that i me my mine myself we us our ours you your yours'.split(' '),
)
const classes: Readonly<Record<string, 'she' | 'he' | 'they' | 'it'>> = {
  ...{ he: 'he', him: 'he', his: 'he', she: 'she', her: 'she', hers: 'she', it: 'it', its: 'it' },
  ...{ they: 'they', them: 'they', their: 'they', theirs: 'they' },
}

/** Replacements that name another entity than their reference's, or nothing that the text names. */
export function misnamed({ source, sourceTokens, marked }: Reading): readonly Reason[] {
  if (marked === null) return []
  const whole = indexText(sourceTokens)
  const [wrong, invented]: [string[], string[]] = [[], []]
  for (const { entity, replacement, text } of marked.references) {
    const core = coreOf(tokenize(replacement))
    const names = marked.names.filter((name) => name.entity === entity).map(({ start, end }) => source.slice(start, end))
    if (isNamedIn(indexText(tokenize(names.join(' ; '))), core)) continue
    ;(isNamedIn(whole, core) ? wrong : invented).push(`“${replacement}” for “${text}”`)
  }
  return [
    ...(wrong.length > 0 ? [reasonOf('wrong-entity', `A replacement is no name of its entity: ${listed(wrong)}.`)] : []),
    ...(invented.length > 0 ? [reasonOf('invented-entity', `A replacement is named nowhere in the source: ${listed(invented)}.`)] : []),
  ]
}

/** References whose possessive came or went. */
export function wrongPossessives({ marked }: Reading): readonly Reason[] {
  const wrong = (marked?.references ?? []).filter((reference) => {
    const possessive = possessiveOf(reference)
    return possessive !== null && possessive !== isPossessive(tokenize(reference.replacement))
  })
  if (wrong.length === 0) return []
  return [
    reasonOf(
      'wrong-possessive',
      `A possessive came or went: ${listed(wrong.map(({ text, replacement }) => `“${text}” → “${replacement}”`))}.`,
    ),
  ]
}

/** Marks around what the task leaves alone: reflexives, relative pronouns, I, you and we, names, and anything in quotation marks. */
export function markedNonReferences({ marked, sourceTokens, quoted }: Reading): readonly Reason[] {
  const references = marked?.references ?? []
  const alone = references.filter(({ text }) => noReferences.has(text.trim().toLowerCase())).map(({ text }) => `“${text}”`)
  const same = references.filter(({ text, replacement }) => text === replacement).map(({ text }) => `“${text}”`)
  const inQuotes = references.filter(({ start, end }) =>
    sourceTokens.some((token, index) => quoted[index] === true && token.start < end && start < token.end),
  )
  return [
    ...(alone.length > 0 ? [reasonOf('not-a-reference', `Marked as a reference, but to be left as it is: ${listed(alone)}.`)] : []),
    ...(same.length > 0 ? [reasonOf('not-a-reference', `Marked as a reference, but replaced by itself: ${listed(same)}.`)] : []),
    ...(inQuotes.length > 0
      ? [reasonOf('quotation-touched', `Replaced inside quotation marks: ${listed(inQuotes.map(({ text }) => `“${text}”`))}.`)]
      : []),
  ]
}

/** Pronouns that could mean several entities of the text, where the plan wanted one. */
export function severalAgree({ marked, plan }: Reading): readonly Reason[] {
  if (marked === null || plan?.agreeing !== 'one') return []
  const named = new Set(marked.names.map(({ entity }) => entity))
  const ambiguous = marked.references.flatMap(({ text }) => {
    const pronounClass = classes[text.trim().toLowerCase()]
    if (pronounClass === undefined) return []
    const agreeing = plan.entities.filter(({ letter, kind }) => named.has(letter) && pronounClassOf[kind] === pronounClass)
    return agreeing.length > 1 ? [`“${text}” (${agreeing.map(({ letter }) => letter).join(' or ')})`] : []
  })
  return ambiguous.length > 0
    ? [reasonOf('several-agree', `Several entities agree with a pronoun: ${listed([...new Set(ambiguous)])}.`)]
    : []
}

/** Whether a reference is a possessive; null where its form leaves that open. */
function possessiveOf({ text }: MarkedReference): boolean | null {
  const tokens = tokenize(text)
  const [first] = tokens
  if (first === undefined || isAmbiguousPronoun(first)) return null
  if (tokens.length === 1 && isPronoun(first)) return isPossessivePronoun(first)
  return isPossessive(tokens)
}
