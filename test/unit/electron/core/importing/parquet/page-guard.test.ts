import type { PageHeader } from 'hyparquet'
import { expect, it } from 'vitest'
import { guardPage, type PageLayout } from '../../../../../../electron/core/importing/parquet/page-guard'
import { guardPrefixes } from '../../../../../../electron/core/importing/parquet/prefix-guard'

const texts: PageLayout = { maxRepetition: 0, maxDefinition: 1, type: 'BYTE_ARRAY', typeLength: 0 }
const required = { ...texts, maxDefinition: 0 }

function header(values: number, encoding: string): PageHeader {
  const data = { num_values: values, encoding, definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE' }
  return { type: 'DATA_PAGE', uncompressed_page_size: 0, compressed_page_size: 0, data_page_header: data } as PageHeader
}

/** Levels of version 1: their length, then a run. */
const levels = (...run: number[]) => [run.length, 0, 0, 0, ...run]

it('lets a page pass that holds what it says', () => {
  // Six values that are there, then a dictionary's places in two bits: three times 1, packed 0 1 2.
  expect(() => guardPage(header(6, 'RLE_DICTIONARY'), Uint8Array.from([...levels(12, 1), 2, 6, 1, 3, 0b100100, 0]), texts)).not.toThrow()
})

it.each([
  ['more values than a page may have', 5_000_000, [...levels(12, 1)]],
  ['a negative number of values', -1, [...levels(12, 1)]],
  ['a run that is longer than the page', 6, [...levels(0xfe, 0xff, 0xff, 0xff, 0x0f, 1)]],
  ['levels that end too early, behind which a decoder reads on', 6, [...levels(2, 1), 0xfe, 0xff, 0xff, 0xff, 0x0f, 1]],
  ['levels longer than the page', 6, [200, 0, 0, 0, 12, 1]],
  ['a dictionary’s places in a run that is longer than the page', 6, [...levels(12, 1), 1, 0xfe, 0xff, 0xff, 0xff, 0x0f, 1]],
  ['a dictionary’s places in 64 bits', 6, [...levels(12, 1), 64, 2, 1]],
])('refuses %s', (_, values, bytes) => {
  expect(() => guardPage(header(values, 'RLE_DICTIONARY'), Uint8Array.from(bytes), texts)).toThrow(/contradicts|are read at most/)
})

it('refuses encodings that it does not know, and a delta encoding in endless parts', () => {
  for (const encoding of ['BIT_PACKED', 'ALP', 'GROUP_VAR_INT', 'NEW'])
    expect(() => guardPage(header(1, encoding), new Uint8Array(9), required)).toThrow(encoding)
  expect(() => guardPage(header(1, 'DELTA_BINARY_PACKED'), Uint8Array.from([0x80, 0x01, 0xff, 0xff, 0xff, 0xff, 0x0f]), required)).toThrow(
    'contradicts',
  )
})

it('adds up texts that each repeat the one before', () => {
  // Two arrays of lengths in blocks of 128 in 4 parts: prefixes 0, 1000, 2000, … and suffixes of 1000 each.
  const count = [0xe8, 0x07]
  const zeros = [0, 0, 0, 0]
  const prefixes = [0x80, 0x01, 4, ...count, 0, ...Array.from({ length: 8 }, () => [0xd0, 0x0f, ...zeros]).flat()]
  const suffixes = [0x80, 0x01, 4, ...count, 0xd0, 0x0f, ...Array.from({ length: 8 }, () => [0, ...zeros]).flat()]
  const page = Uint8Array.from([...prefixes, ...suffixes])
  guardPage(header(1000, 'DELTA_BYTE_ARRAY'), page, required)
  expect(() => guardPrefixes(header(1000, 'DELTA_BYTE_ARRAY'), page, required)).toThrow('more than 64 MiB')
  expect(() =>
    guardPrefixes(header(100, 'DELTA_BYTE_ARRAY'), Uint8Array.from([0x80, 0x01, 4, 100, 20, 0, ...zeros, ...suffixes]), required),
  ).toThrow('contradicts')
})
