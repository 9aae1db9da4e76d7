import type { Reason } from '../../../shared/growing'
import { sentencesOf } from '../../documents/sentences'
import { phenomenaOf } from '../marked-text'
import type { Reading } from './reading'
import { listed, reasonOf } from './reasons'

/** Where a marked text is not what the plan wanted. It may be a good row all the same. */
export function planKept(reading: Reading): readonly Reason[] {
  const { marked, plan, source, quoted, comparison } = reading
  if (marked === null || plan === null) return []
  const differs: string[] = []
  const found = new Set(phenomenaOf(marked).flat())
  if (plan.wanted === null && marked.references.length > 0) differs.push('it was to have nothing to resolve')
  if (plan.wanted !== null && marked.references.length > 0 && !found.has(plan.wanted))
    differs.push(`no reference is ${wantedWords[plan.wanted]}`)
  const named = new Set(marked.names.map(({ entity }) => entity))
  const planned = plan.entities.map(({ letter }) => letter as string)
  const missing = planned.filter((letter) => !named.has(letter))
  const extra = [...named].filter((letter) => !planned.includes(letter))
  if (missing.length > 0) differs.push(`entity ${missing.join(', ')} is not named`)
  if (extra.length > 0) differs.push(`entity ${extra.join(', ')} was not planned`)
  const sentences = sentencesOf(source).length
  if (Math.abs(sentences - plan.sentences) > 1) differs.push(`${sentences} sentences instead of ${plan.sentences}`)
  if (plan.quotation && !quoted.includes(true)) differs.push('nobody is quoted')
  if (plan.pleonastic && !comparison.leftAsIs.some(({ text }) => text.toLowerCase() === 'it')) differs.push('no “it” stands for nothing')
  const resolvesNothing = plan.wanted !== null && marked.references.length === 0
  return [
    ...(resolvesNothing ? [reasonOf('nothing-resolved', 'No reference is marked, though the plan wanted some.')] : []),
    ...(differs.length > 0 ? [reasonOf('not-as-planned', `Not as planned: ${listed(differs)}.`)] : []),
  ]
}

const wantedWords = {
  pronoun: 'a pronoun as subject or object',
  possessive: 'a possessive pronoun',
  descriptive: 'a description',
  plural: 'plural',
  cataphora: 'before its name',
} as const
