import { useMemo } from 'react'
import type { RowView } from '../../electron/shared/dataset'
import type { Comparison } from '../../electron/shared/resolution'
import { entitiesOf } from '../marks/entities'
import { WrittenIn } from '../marks/WrittenIn'
import { VisibleText } from '../parts/VisibleText'

type Props = { readonly row: Pick<RowView, 'source' | 'rewrite' | 'comparison'> }

/** A row's rewrite with what it replaced struck beside it, and every mention in its entity's colour. */
export function RowText({ row }: Props) {
  const { source, rewrite, comparison } = row
  if (comparison !== null && rewrite !== null) return <Compared output={rewrite} comparison={comparison} />
  const text = rewrite ?? source
  return text === null ? null : <VisibleText text={text} />
}

function Compared({ output, comparison }: { readonly output: string; readonly comparison: Comparison }) {
  const entities = useMemo(() => entitiesOf([comparison]), [comparison])
  const rewrite = useMemo(() => ({ ...comparison, output }), [comparison, output])
  return <WrittenIn rewrite={rewrite} entities={entities} walk={null} />
}
