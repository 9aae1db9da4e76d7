import { expect, it } from 'vitest'
import { compare } from '../../../../electron/core/alignment/edits'
import { specimenRow } from '../../../../renderer/dataset/specimen-row'

it('is marked as the app itself would mark it', () => {
  expect(compare(specimenRow.source, specimenRow.output)).toEqual(specimenRow.comparison)
})
