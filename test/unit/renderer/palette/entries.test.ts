import { expect, it } from 'vitest'
import { commandIds, commands } from '../../../../electron/shared/commands'
import { type Entry, entriesOf } from '../../../../renderer/palette/entries'
import { project } from '../../../../renderer/studio/projection'
import { datasetSummary, run, snapshot } from '../figures'

const go = () => undefined
const named = (projection: Parameters<typeof entriesOf>[0]['projection']) => entriesOf({ projection, go }, () => true)
/** A line as a person reads it. */
const words = ({ label, kind, detail }: Entry) => `${label} | ${detail ?? kind}`

it('has no two commands with the same words', () => {
  const labels = named(null).map(({ label }) => label)
  expect(labels).toHaveLength(commandIds.length)
  expect(labels.filter((label, place) => labels.indexOf(label) !== place)).toEqual([])
  expect(labels).toEqual(expect.arrayContaining(['Export', 'Export run']))
})

it('has the words of the menu, but for its dots', () => {
  expect(named(null).find(({ id }) => id === 'file.saveAs')).toMatchObject({ label: 'Save as', kind: 'File' })
  expect(commands['file.saveAs'].label).toBe('Save As…')
})

it('leaves out what nobody answers, and itself', () => {
  expect(entriesOf({ projection: null, go }, (id) => id === 'file.open' || id === 'app.palette').map(({ id }) => id)).toEqual([
    'file.open',
    'new-run',
  ])
})

it('tells runs and datasets of one name apart', () => {
  const runs = [
    run('a', { name: 'evening', createdAt: '2026-01-01T10:00:00Z', usable: true }),
    run('b', { name: 'evening', createdAt: '2026-01-01T11:30:00Z', usable: true }),
    run('c', { name: 'morning' }),
  ]
  const datasets = [datasetSummary({ id: 'd-1' }), datasetSummary({ id: 'd-2' }), datasetSummary({ id: 'd-3', name: 'other.jsonl' })]
  const projection = project(snapshot(runs, { datasets }))
  const lines = named(projection).map(words)
  expect(lines.filter((line, place) => lines.indexOf(line) !== place)).toEqual([])
  expect(lines).toContain('Show rows.jsonl | /d-2/rows.jsonl')
  expect(lines).toContain('Show other.jsonl | Dataset')
  expect(lines).toContain('Show morning | Training')
  expect(lines.filter((line) => /^Resolve with evening \| Training, made .*\d\d:30/.test(line))).toHaveLength(1)
})
