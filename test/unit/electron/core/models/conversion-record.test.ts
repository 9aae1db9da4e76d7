import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CheckedModels } from '../../../../../electron/core/models/checked-models'
import { conversionFile, conversionRecord } from '../../../../../electron/core/models/conversion-record'
import type { Conversion } from '../../../../../electron/shared/conversion'
import { temporaryFolder } from '../temporary-folder'
import { writeModel } from './model-files'

const converted: Conversion = {
  name: 'Qwen/Qwen3-0.6B',
  bits: 4,
  loss: { data: 'rows.jsonl', rows: 32, same: 31, wholeF1: 0.9, packedF1: 0.89, tokens: { read: 900, same: 890, divergence: 0.01 } },
}

const readFrom = async (content: string) =>
  new CheckedModels().check(await writeModel(join(await temporaryFolder(), 'model'), { [conversionFile]: content })).convertedFrom

it('comes back with the folder, whatever else is said beside it', async () => {
  expect(await readFrom(conversionRecord(converted, { at: 'now' }))).toEqual(converted)
  expect(new CheckedModels().check(await writeModel(join(await temporaryFolder(), 'model'))).convertedFrom).toBeNull()
})

it.each([
  ['the record of an export', JSON.stringify({ antecedent: 1, exported: {}, run: {} })],
  ['another form', conversionRecord(converted, { antecedent: 2 })],
  ['bits that nobody packs into', conversionRecord({ ...converted, bits: 3 as 4 }, {})],
  ['a name that steers a terminal', conversionRecord({ ...converted, name: 'a\u001b[2J' }, {})],
  ['something long', conversionRecord(converted, { more: 'x'.repeat(70_000) })],
  ['no JSON', 'nonsense'],
  ['nothing', ''],
])('says nothing where it is %s, and takes nothing from the model', async (_, content) => {
  expect(await readFrom(content)).toBeNull()
})
