import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../scripts/checkout.mjs'
import { isNamedByRule, namesByEntity } from '../../../scripts/starter/naming'
import { pronounsLeft } from '../../../scripts/starter/pronouns-left'
import { overlap, quotations } from '../../../scripts/starter/quotations'
import { genres, starterRows } from '../../../scripts/starter/rows'
import { sharedFiveGrams } from '../../../scripts/starter/skeletons'
import { starterFiles } from '../../../scripts/starter/starter-files'

const rows = starterRows()
const sources = rows.map(({ marked }) => marked.source)
const place = ({ genre, line }: (typeof rows)[number]) => `${genre}.txt:${line}`
const texts = rows.map((row) => ({ row, text: row.marked.source + row.marked.rewrite }))

describe('the starter dataset', () => {
  it.each(Object.entries(starterFiles()))('%s is what its script makes', (name, text) => {
    expect(readFileSync(at('assets', 'samples', name), 'utf8')).toBe(text)
  })

  it('has at least 400 rows, of each genre about as many', () => {
    expect(rows.length).toBeGreaterThanOrEqual(400)
    const counts = genres.map((genre) => rows.filter((row) => row.genre === genre).length)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(5)
  })

  it('has nothing to resolve in 10 to 15 % of its rows', () => {
    const share = rows.filter(({ marked }) => marked.references.length === 0).length / rows.length
    expect(share).toBeGreaterThanOrEqual(0.1)
    expect(share).toBeLessThanOrEqual(0.15)
  })

  it('has no text twice, and no two texts with five words in a row alike when names are masked', () => {
    expect(new Set(sources).size).toBe(sources.length)
    const shared = [...sharedFiveGrams(rows.map(({ marked }) => marked))]
    expect(shared.map(([gram, found]) => [gram, found.map((index) => rows[index]).map((row) => row && place(row))])).toEqual([])
  })

  it('keeps the pronouns that its remarks name, and no others', () => {
    const faults = rows.filter(({ marked, keeps }) => pronounsLeft(marked).join() !== keeps.join())
    expect(faults.map((row) => `${place(row)}: ${pronounsLeft(row.marked).join()}`)).toEqual([])
  })

  it('replaces each reference by a name that the text has, in the form that the policy says', () => {
    const faults = rows.flatMap((row) => {
      const names = namesByEntity(row.marked)
      return row.marked.references
        .filter((reference) => !isNamedByRule(reference, names))
        .map(({ text, replacement }) => `${place(row)}: ${text} → ${replacement}`)
    })
    expect(faults).toEqual([])
  })

  it('makes a possessive of a possessive, and of nothing else among the pronouns', () => {
    const faults = rows.flatMap((row) =>
      row.marked.references
        .filter(({ text, replacement }) => {
          const possessive = /(?:['\u2019]s|s['\u2019])$/.test(replacement)
          return possessive ? /^(?:he|him|she|it|they|them)$/i.test(text) : /^(?:his|hers|its|theirs?)$/i.test(text)
        })
        .map(({ text, replacement }) => `${place(row)}: ${text} → ${replacement}`),
    )
    expect(faults).toEqual([])
  })

  it('begins a replacement with a capital where a sentence begins, and with “the” in small letters elsewhere', () => {
    const faults = rows.flatMap((row) =>
      row.marked.references
        .filter(({ start, replacement }) => {
          const begins = /(?:^|[.!?\n]["\u201d)]*\s+|\n)["\u201c(]*$/.test(row.marked.source.slice(0, start))
          return begins ? !/^\p{Lu}/u.test(replacement) : /^The /.test(replacement)
        })
        .map(({ text, replacement }) => `${place(row)}: ${text} → ${replacement}`),
    )
    expect(faults).toEqual([])
  })

  it('leaves quotations as they are', () => {
    const touched = rows.filter(({ marked }) =>
      quotations(marked.source).some((quotation) => marked.references.some((reference) => overlap(quotation, reference))),
    )
    expect(touched.map(place)).toEqual([])
  })

  it('has one kind of quotation mark and apostrophe in a row, straight ones in at least 70 % of the rows', () => {
    const curly = texts.filter(({ text }) => /[\u2018-\u201d]/.test(text))
    expect(curly.filter(({ text }) => /['"]/.test(text)).map(({ row }) => place(row))).toEqual([])
    expect(curly.length).toBeGreaterThan(0)
    expect(curly.length / rows.length).toBeLessThanOrEqual(0.3)
  })
})
