import { expect, it } from 'vitest'
import type { DatasetSummary } from '../../../../electron/shared/dataset'
import { hasChangedSince } from '../../../../renderer/train/dataset-of-run'
import { run } from '../figures'

const open = (location: string, sha256: string) => ({ id: 'd', name: 'a.jsonl', location, sha256 }) as DatasetSummary

it('tells a dataset that has changed since a run from the one it was made from', () => {
  expect(hasChangedSince(run('a'), [open('/a.jsonl', 'x')])).toBe(false)
  expect(hasChangedSince(run('a'), [open('/a.jsonl', 'y')])).toBe(true)
})

it('does not take another of the same name for it, nor know of one that is not open', () => {
  expect(hasChangedSince(run('a'), [open('/elsewhere/a.jsonl', 'y')])).toBe(false)
  expect(hasChangedSince(run('a'), [])).toBe(false)
})
