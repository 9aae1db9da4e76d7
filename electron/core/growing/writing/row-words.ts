import { assertNever } from '../../../shared/errors'
import type { EntityKind } from '../../../shared/growing'
import type { RowPlan } from '../planning/plan-item'

const kindWords: Readonly<Record<EntityKind, string>> = {
  woman: 'a woman',
  man: 'a man',
  group: 'several people or things taken together, referred to as “they”',
  organisation: 'a company or another organisation, referred to as “it”',
  place: 'a place, referred to as “it”',
  thing: 'a named thing (a ship, a book, a device, a law), referred to as “it”',
}

/** What one row is to be, as a line of the request. */
export function rowWords(row: RowPlan): string {
  const parts = [
    `${row.genre}, ${row.domain}, ${row.style} style`,
    row.sentences === 1 ? 'one sentence' : `${row.sentences} sentences`,
    `entities: ${row.entities.map(({ letter, kind }) => `${letter} = ${kindWords[kind]}`).join('; ')}`,
    wantedWords(row.wanted),
  ]
  if (row.wanted !== null && row.entities.length > 1)
    parts.push(
      row.agreeing === 'one'
        ? 'no two of its entities could be meant by one and the same pronoun'
        : 'at least one pronoun could by its form mean either of two entities, and only the sense tells which',
    )
  if (row.quotation) parts.push('somebody is quoted in quotation marks, with a pronoun inside that stays without marks')
  if (row.pleonastic) parts.push('one “it” that stands for nothing (“it was late”, “it seems that …”), without marks')
  return `${parts.join('. ')}.`
}

function wantedWords(wanted: RowPlan['wanted']): string {
  switch (wanted) {
    case null:
      return 'nothing to resolve: no “he”, “she”, “it”, “they” and no description stands for an entity; only names are marked'
    case 'pronoun':
      return 'at least one pronoun as subject or object (he, him, she, her, it, they, them)'
    case 'possessive':
      return 'at least one possessive (his, her, its, their)'
    case 'descriptive':
      return 'at least one description that stands for a name (“the tech giant”, “the old sailor”)'
    case 'plural':
      return 'at least one plural reference (they, them, their)'
    case 'cataphora':
      return 'at least one reference that comes before the name it stands for (“When she arrived, Anna …”)'
    default:
      return assertNever(wanted)
  }
}
