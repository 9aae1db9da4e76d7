import { memo } from 'react'
import type { RowView } from '../../electron/shared/dataset'
import { VisibleText } from '../parts/VisibleText'
import { nameKey, wordDiff } from '../text/word-diff'

/** A row's source with its rewrite written in: struck what went, tinted what came. */
export const RowText = memo(function RowText({ row }: { readonly row: RowView }) {
  if (row.source === null || row.rewrite === null) {
    const text = row.source ?? row.rewrite
    return text === null ? null : <VisibleText text={text} />
  }
  const names: string[] = []
  return wordDiff(row.source, row.rewrite).map((segment, place) => {
    if (segment.kind === 'same') return <VisibleText key={place} text={segment.text} />
    if (segment.kind === 'gone') {
      return (
        <del key={place}>
          <VisibleText text={segment.text} />
        </del>
      )
    }
    const key = nameKey(segment.text)
    if (!names.includes(key)) names.push(key)
    return (
      <ins key={place} className={`mark new e${(names.indexOf(key) % 6) + 1}`}>
        <VisibleText text={segment.text} />
      </ins>
    )
  })
})
