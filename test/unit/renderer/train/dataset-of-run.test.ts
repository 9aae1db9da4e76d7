import { expect, it } from 'vitest'
import type { DatasetSummary } from '../../../../electron/shared/dataset'
import { datasetOfRun } from '../../../../renderer/train/dataset-of-run'
import { run } from '../figures'

const open = (id: string, name: string, location: string) => ({ id, name, location }) as DatasetSummary

it('takes the dataset at the place a run names, never another of the same name', () => {
  const datasets = [open('named', 'a.jsonl', '/elsewhere/a.jsonl'), open('placed', 'a.jsonl', '/a.jsonl')]
  expect(datasetOfRun(run('a'), datasets)?.id).toBe('placed')
  expect(datasetOfRun(run('a'), datasets.slice(0, 1))).toBeNull()
})

it('finds none where it is not open', () => {
  expect(datasetOfRun(run('a'), [open('other', 'b.jsonl', '/b.jsonl')])).toBeNull()
})
