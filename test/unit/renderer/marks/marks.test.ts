import { describe, expect, it } from 'vitest'
import type { Edit, Rewrite } from '../../../../electron/shared/resolution'
import { entitiesOf } from '../../../../renderer/marks/entities'
import { outputSegments, type Segment, sourceSegments } from '../../../../renderer/marks/marks'
import { tallyOf } from '../../../../renderer/resolve/tally-of'
import { noFigures } from '../figures'

const source = 'The news of Paul is here. He met Andy and it.'

type Change = readonly [before: string, after: string, kind: Edit['kind'], cluster: number | null]

/** A rewrite from its changes in order, with the spans worked out. */
function rewriteOf(changes: readonly Change[], mentions: readonly string[], left: readonly string[] = []): Rewrite {
  let output = ''
  let from = 0
  const edits = changes.map(([before, after, kind, cluster]): Edit => {
    const start = source.indexOf(before, from)
    output += source.slice(from, start)
    const outputStart = output.length
    output += after
    from = start + before.length
    return { start, end: from, outputStart, outputEnd: output.length, before, after, kind, cluster }
  })
  const span = (text: string) => ({ start: source.indexOf(text), end: source.indexOf(text) + text.length, text })
  return {
    side: 'tuned',
    output: output + source.slice(from),
    finishReason: 'stop',
    parts: null,
    figures: noFigures,
    answeredBy: null,
    edits,
    clusters: [{ name: 'Paul', mentions: mentions.map(span) }],
    leftAsIs: left.map(span),
  }
}

const shown = (segments: readonly Segment[]) =>
  segments.filter(({ mark }) => mark.kind !== 'plain').map(({ text, mark }) => `${mark.kind}: ${text}`)

describe('marks', () => {
  const rewrite = rewriteOf(
    [
      ['The news of ', '', 'changed', null],
      ['He', 'Paul', 'resolved', 0],
    ],
    ['Paul', 'He'],
    ['it'],
  )
  const entities = entitiesOf([rewrite])

  it('shows the rewrite with what changed, what went and what stayed', () => {
    expect(shown(outputSegments(rewrite, entities))).toEqual(['dropped: The news of', 'mention: Paul', 'resolved: Paul', 'kept: it'])
  })

  it('shows the source with its mentions and what was left out', () => {
    expect(shown(sourceSegments(source, rewrite, entities))).toEqual(['changed: The news of ', 'mention: Paul', 'mention: He', 'kept: it'])
  })

  it('loses no character of either text', () => {
    const text = (segments: readonly Segment[]) =>
      segments
        .filter(({ mark }) => mark.kind !== 'dropped')
        .map((segment) => segment.text)
        .join('')
    expect(text(outputSegments(rewrite, entities))).toBe(rewrite.output)
    expect(text(sourceSegments(source, rewrite, entities))).toBe(source)
  })

  it('tells a name that the source lacks', () => {
    const invented = rewriteOf([['He', 'Carla', 'newWords', null]], ['Paul'])
    expect(shown(outputSegments(invented, entitiesOf([invented])))).toEqual(['mention: Paul', 'invented: Carla'])
    expect(tallyOf(invented)).toMatchObject({ resolved: 0, invented: 1 })
  })

  it('counts the words of a change, not its changes', () => {
    expect(tallyOf(rewrite)).toEqual({ resolved: 1, invented: 0, changed: 1, changedWords: 3, kept: 1 })
    const space = { ...rewrite, edits: rewrite.edits.map((edit) => ({ ...edit, kind: 'changed' as const, before: '\n\n', after: ' ' })) }
    expect(tallyOf(space)).toMatchObject({ changed: rewrite.edits.length, changedWords: 0 })
  })
})

describe('entities', () => {
  const side = (names: readonly (readonly [string, number])[]): Rewrite => ({
    ...rewriteOf([], []),
    clusters: names.map(([name, start]) => ({ name, mentions: [{ start, end: start + 1, text: 'x' }] })),
  })

  it('is one entity on both sides, whatever its place there', () => {
    const base = side([['Google', 30]])
    const tuned = side([
      ['Amazon', 5],
      ['Google’s', 30],
    ])
    const entities = entitiesOf([base, tuned])
    expect(entities.list.map((entity) => entity.name)).toEqual(['Amazon', 'Google'])
    expect(entities.of(base, 0)).toBe(entities.of(tuned, 1))
  })

  it('knows no entity outside the clusters', () => {
    expect(entitiesOf([]).of(side([]), 3)).toBeNull()
  })
})
