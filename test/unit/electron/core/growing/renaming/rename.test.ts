import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../../../../../electron/core/alignment/edits'
import { tokenize } from '../../../../../../electron/core/alignment/tokens'
import { readMarkedText } from '../../../../../../electron/core/growing/marked-text'
import { companyHeads, mensNames, surnames, womensNames } from '../../../../../../electron/core/growing/renaming/name-lists'
import { renameEntities } from '../../../../../../electron/core/growing/renaming/rename'
import { renamedCandidate } from '../../../../../../electron/core/growing/renaming/renamed-candidate'
import type { ExamplePair } from '../../../../../../electron/core/growing/writing/marked-example'
import { seedTemplate, withoutInstruction } from '../../../../../../electron/core/rows/prompt-template'
import { candidate } from '../../../../../../electron/shared/growing'

const pairOf = (marked: string): ExamplePair => {
  const read = readMarkedText(marked)
  if ('message' in read) throw new Error(read.message)
  return read
}
const renamed = (marked: string, seed = 1) => {
  const renaming = renameEntities(pairOf(marked), seed)
  if (renaming.state === 'unchanged') throw new Error(renaming.why)
  return renaming
}
const whyNot = (marked: string, name: string) => renameEntities(pairOf(marked), 1).leftAlone.find((each) => each.name === name)?.why

/** What must be the same in both pairs: everything but the names. */
function expectSamePair(before: ExamplePair, after: ExamplePair, names: readonly { readonly from: string; readonly to: string }[]): void {
  const back = new Map<string, string>()
  for (const { from, to } of names) {
    const [old, fresh] = [from.split(' '), to.split(' ')]
    for (const [index, word] of fresh.entries()) back.set(word, old[index] ?? '')
  }
  for (const side of ['source', 'rewrite'] as const) {
    const words = tokenize(after[side]).map(({ text }) => back.get(text) ?? text)
    // A bare apostrophe after s is 's after a name that has none.
    const loose = (all: readonly string[]) => all.map((word) => (word === "'" ? "'s" : word))
    expect(loose(words)).toEqual(loose(tokenize(before[side]).map(({ text }) => text)))
  }
  const kinds = (pair: ExamplePair) =>
    compare(pair.source, pair.rewrite).edits.map(({ kind, before: reference, cluster }) => [kind, reference, cluster])
  expect(kinds(after)).toEqual(kinds(before))
}

describe('renaming', () => {
  it('gives people names of their gender, in full and in part, and keeps possessives', () => {
    const { source, rewrite, names } = renamed(
      "[[Maria Lopez|a]] met [[Henry|b]] at noon. [[Lopez|a]] sold {{her|a|Lopez's}} car, and {{he|b|Henry}} kept [[Maria|a]]'s keys for {{her|a|Maria}}.",
    )
    const [maria, henry] = names
    const [given, surname] = maria?.to.split(' ') ?? []
    expect(womensNames).toContain(given)
    expect(surnames).toContain(surname)
    expect(mensNames).toContain(henry?.to)
    expect(source).toBe(`${given} ${surname} met ${henry?.to} at noon. ${surname} sold her car, and he kept ${given}'s keys for her.`)
    expect(rewrite).toBe(
      `${given} ${surname} met ${henry?.to} at noon. ${surname} sold ${surname}'s car, and ${henry?.to} kept ${given}'s keys for ${given}.`,
    )
  })

  it('gives a company another head and keeps what it ends with', () => {
    const { source, names } = renamed(
      "In May [[Nuance Communications|a]] grew. [[Nuance|a]] said {{its|a|Nuance's}} profit rose. {{The company|a|Nuance}} hired.",
    )
    const [name] = names
    expect(name?.to).toMatch(/^[A-Z][a-z]+ Communications$/)
    expect(companyHeads).toContain(name?.to.split(' ')[0])
    expect(source).toContain(`${name?.to.split(' ')[0]} said its profit rose.`)
  })

  it('makes a bare apostrophe a whole possessive, and fits an article', () => {
    const { source, rewrite } = renamed("[[Lars|a]]' boat sank. {{He|a|Lars}} swam to [[Lars|a]]' house.")
    expect(source).toMatch(/^(\w+[^s])'s boat sank\. He swam to \1's house\.$/)
    expect(rewrite).not.toContain('Lars')
    for (let seed = 0; seed < 30; seed++) {
      expect(renamed("An [[Amazon|a]] van stopped. {{The company|a|Amazon}} said {{its|a|Amazon's}} driver slept.", seed).source).toMatch(
        /^An [AEIO]/,
      )
      expect(
        renamed("A [[Microsoft|a]] van stopped. {{The company|a|Microsoft}} said {{its|a|Microsoft's}} driver slept.", seed).source,
      ).toMatch(/^A [^AEIOU]/)
    }
  })

  it('goes by pronouns rather than by lists, and by a title for a surname', () => {
    const { names } = renamed("Dr. [[Varro|a]] called. {{She|a|Varro}} had left, and [[Quillon|b]] found {{his|b|Quillon's}} hat.")
    expect(surnames).toContain(names.find(({ from }) => from === 'Varro')?.to)
    expect(mensNames).toContain(names.find(({ from }) => from === 'Quillon')?.to)
  })

  it('moves a city only where nothing but being there is said of it', () => {
    expect(renamed('[[Maria|a]] lives in Oslo. {{She|a|Maria}} sleeps.').names.map(({ from }) => from)).toEqual(['Maria', 'Oslo'])
    expect(whyNot('[[Maria|a]] lives in [[Oslo|b]]. {{It|b|Oslo}} pleases {{her|a|Maria}}.', 'Oslo')).toMatch(/nothing tells|more is said/)
    expect(whyNot('[[Maria|a]] lives in Oslo, Norway. {{She|a|Maria}} sleeps.', 'Oslo')).toMatch(/more is said/)
  })

  it.each<[string, string, RegExp]>([
    ['[[Maria|a]] slept. “Maria is late,” said [[Tomasz|b]], and {{he|b|Tomasz}} left.', 'Maria', /quotation/],
    [
      '[[Amazon|a]] grew, said {{the company|a|Amazon}}, and an Amazon-owned shop closed. [[Maria|b]] saw {{her|b|Maria}} end.',
      'Amazon',
      /“Amazon-owned” has it in it/,
    ],
    ['[[Apple|a]] sold an apple, said {{the company|a|Apple}}. [[Maria|b]] ate {{her|b|Maria}} pie.', 'Apple', /“apple” may be it or not/],
    ['[[Maria Lopez|a]] met [[Carlos Lopez|b]]. {{She|a|Maria Lopez}} smiled.', 'Maria Lopez', /“Lopez” is part of another name/],
    ['[[Tavik|a]] left [[Maria|b]]. {{She|b|Maria}} slept.', 'Tavik', /nothing tells/],
    ['[[Maria Anna Lopez|a]] met [[Henry|b]]. {{She|a|Maria Anna Lopez}} saw {{him|b|Henry}}.', 'Maria Anna Lopez', /more words/],
    ['[[Henry|a]] was a ship. {{It|a|Henry}} sank. [[Maria|b]] lost {{her|b|Maria}} hat.', 'Henry', /woman or a man/],
  ])('leaves alone what it is not sure of, and says why: %s', (marked, name, why) => {
    expect(whyNot(marked, name)).toMatch(why)
    const renaming = renameEntities(pairOf(marked), 1)
    if (renaming.state === 'renamed') expect(renaming.names.map(({ from }) => from)).not.toContain(name)
  })

  it('leaves a pair as it is where the rewrite changes more, or where there is nobody in it', () => {
    expect(renameEntities({ source: 'Maria left early. She slept.', rewrite: 'Maria left. Maria slept.' }, 1)).toMatchObject({
      state: 'unchanged',
    })
    expect(renameEntities({ source: 'It rained.', rewrite: 'It rained.' }, 1)).toMatchObject({ state: 'unchanged', leftAlone: [] })
  })

  it('gives other names for another seed, and the same for the same', () => {
    const marked = '[[Maria|a]] met [[Henry|b]]. {{She|a|Maria}} saw {{him|b|Henry}}.'
    const all = Array.from({ length: 20 }, (_, seed) => renamed(marked, seed).source)
    expect(new Set(all).size).toBeGreaterThan(15)
    expect(all).toEqual(Array.from({ length: 20 }, (_, seed) => renamed(marked, seed).source))
  })
})

const person = fc.oneof(
  fc.constantFrom(...womensNames).map((name) => ({ name, he: 'she', him: 'her', his: 'her' })),
  fc.constantFrom(...mensNames).map((name) => ({ name, he: 'he', him: 'him', his: 'his' })),
)
const company = fc.constantFrom('Amazon', 'Microsoft', 'Velora Inc', 'Nordwind Group', 'IBM', 'Siemens', 'Tesla')
const frames = [
  (a: string, b: string, c: string, p: { he: string; him: string; his: string }) =>
    `[[${a}|a]] left [[${c}|c]] in May. {{${p.he}|a|${a}}} told [[${b}|b]] about {{its|c|${c}'s}} plans and {{${p.his}|a|${a}'s}} fears.`,
  (a: string, b: string, c: string, p: { he: string; him: string; his: string }) =>
    `Yesterday, [[${a}|a]] and [[${b}|b]] met. [[${b}|b]] gave {{${p.him}|a|${a}}} an offer from [[${c}|c]], and {{the company|c|${c}}} thanked [[${a}|a]]'s team.`,
  (a: string, b: string, c: string, p: { he: string; him: string; his: string }) =>
    `When {{${p.he}|a|${a}}} arrived, [[${a}|a]] saw that [[${c}|c]] had sold {{its|c|${c}'s}} house to [[${b}|b]]. It was late.`,
]

it('makes a correct pair of a correct pair, whoever is in it', () => {
  let count = 0
  fc.assert(
    fc.property(person, person, company, fc.constantFrom(...frames), fc.nat(1_000_000), (one, other, firm, frame, seed) => {
      fc.pre(one.name !== other.name)
      const pair = pairOf(frame(one.name, other.name, firm, one))
      const renaming = renameEntities(pair, seed)
      if (renaming.state === 'unchanged') return
      count++
      expectSamePair(pair, renaming, renaming.names)
    }),
    { numRuns: 300 },
  )
  expect(count).toBeGreaterThan(200)
})

it('makes correct pairs of the rows of the sample', async () => {
  const sample = readFileSync(resolve(import.meta.dirname, '../../../../../../assets/samples/coreference-train.jsonl'), 'utf8')
  let count = 0
  for (const [index, line] of sample.trim().split('\n').slice(0, 400).entries()) {
    const { messages } = JSON.parse(line) as { readonly messages: readonly { readonly content: string }[] }
    const pair = { source: withoutInstruction(messages.at(-2)?.content ?? '', seedTemplate), rewrite: messages.at(-1)?.content ?? '' }
    const made = await renamedCandidate(`row-${index}`, index, pair, 7, [])
    if ('state' in made) continue
    count++
    candidate.parse(made)
    if (made.origin.kind === 'renamed') expectSamePair(pair, made, made.origin.names)
  }
  expect(count).toBeGreaterThan(100)
})
