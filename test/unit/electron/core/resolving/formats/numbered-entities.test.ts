import { describe, expect, test } from 'vitest'
import { numberedEntities } from '../../../../../../electron/core/resolving/formats/numbered-entities'
import { resolvedDocument } from './resolved-texts'

const entities = (source: string, output: string) =>
  numberedEntities(resolvedDocument(source, output)).list.map(({ number, name, main, mentions }) => [
    number,
    name,
    mentions[main]?.text,
    mentions.map(({ text, edit }) => (edit === null ? text : `${text}→${edit}`)),
  ])

describe('the entities of a document', () => {
  test('are numbered by their first mention, not by what was resolved first', () => {
    expect(entities('Ann met Bob. He thanked her.', 'Ann met Bob. Bob thanked Ann.')).toEqual([
      [1, 'Ann', 'Ann', ['Ann', 'her→1']],
      [2, 'Bob', 'Bob', ['Bob', 'He→0']],
    ])
  })

  test('have the name as antecedent also where a reference comes before it', () => {
    expect(entities('When she arrived, Ann sat down.', 'When Ann arrived, Ann sat down.')).toEqual([[1, 'Ann', 'Ann', ['she→0', 'Ann']]])
  })

  test('have the first mention that holds the whole name as antecedent', () => {
    expect(entities('Maria sang. Maria Lopez left. She ran.', 'Maria sang. Maria Lopez left. Maria Lopez ran.')).toEqual([
      [1, 'Maria Lopez', 'Maria Lopez', ['Maria', 'Maria Lopez', 'She→0']],
    ])
  })

  test('have none of a cluster without mentions', () => {
    const none = numberedEntities({ clusters: [{ name: 'Ann', mentions: [] }], edits: [] })
    expect([none.list, none.of(0), none.of(null)]).toEqual([[], null, null])
  })
})
