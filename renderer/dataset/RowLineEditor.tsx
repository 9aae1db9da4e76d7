import { lazy, Suspense, useMemo } from 'react'
import type { RowDetail } from '../../electron/shared/dataset'
import type { RowDraft } from './row-draft'
import type { Marking } from './TextEditor'
import { troublesOfLine } from './turn-marks'

const TextEditor = lazy(() => import('./TextEditor').then((loaded) => ({ default: loaded.TextEditor })))

const noMarkings: readonly Marking[] = []

type Props = { readonly detail: RowDetail; readonly draft: RowDraft; readonly subject: string }

/** A row's line of JSON, byte for byte, wrapped; what is wrong is marked where it is. */
export function RowLineEditor({ detail, draft, subject }: Props) {
  const pending = draft.atHand.pending.get('line')
  const isKept = pending === undefined
  const troubles = useMemo(() => (isKept ? troublesOfLine(detail.row.problems) : null), [detail, isKept])
  return (
    <Suspense fallback={<p className="nothing">Opening the editor …</p>}>
      <TextEditor
        name="Row as JSON"
        subject={subject}
        language="json"
        value={pending ?? detail.raw}
        firstLine={detail.row.line}
        markings={noMarkings}
        troubles={troubles}
        onType={(text) => draft.type('line', text)}
      />
    </Suspense>
  )
}
