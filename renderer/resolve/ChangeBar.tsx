import type { Edit, Rewrite } from '../../electron/shared/resolution'
import type { Walk } from '../marks/use-walk'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { count, counted } from '../text/format'
import { tallyOf } from './tally-of'

type Props = {
  readonly rewrite: Rewrite | null
  readonly walk: Walk /** The text was changed since it was answered. */
  readonly stale: boolean
}

/** Under the panes: the changes by kind, the one at hand, the way through them, and the text to take along. */
export function ChangeBar({ rewrite, walk, stale }: Props) {
  if (rewrite === null) return <div className="change-bar" />
  const counts = tallyOf(rewrite)
  const visit = (kind: Edit['kind']) => {
    const place = rewrite.edits.findIndex((edit) => edit.kind === kind)
    if (place >= 0) document.querySelector<HTMLElement>(`[data-walk="${place}"]`)?.focus()
  }
  const edit = walk.at === null ? undefined : rewrite.edits[walk.at]
  return (
    <div className="change-bar row">
      {stale && <Flag tone="warn">the text has changed since</Flag>}
      {rewrite.edits.length === 0 && <Flag>nothing was changed</Flag>}
      {counts.resolved > 0 && (
        <Flag tone="ok" onPress={() => visit('resolved')}>
          {count(counts.resolved)} resolved
        </Flag>
      )}
      {counts.invented > 0 && (
        <Flag tone="bad" onPress={() => visit('newWords')}>
          {counted(counts.invented, 'name')} not in the text
        </Flag>
      )}
      {counts.changedWords > 0 && (
        <Flag tone="warn" onPress={() => visit('changed')}>
          {counted(counts.changedWords, 'word')} changed
        </Flag>
      )}
      {counts.kept > 0 && <Flag>{count(counts.kept)} left as is</Flag>}
      <span className="at clip small quiet">
        {edit !== undefined && walk.at !== null && (
          <>
            {walk.at + 1} of {rewrite.edits.length}: <VisibleText text={wordsOf(rewrite, edit)} />
          </>
        )}
      </span>
      <Button look="quiet" disabled={rewrite.edits.length === 0} aria-keyshortcuts="p" onClick={() => walk.step(-1)}>
        Previous change
      </Button>
      <Button look="quiet" disabled={rewrite.edits.length === 0} aria-keyshortcuts="n" onClick={() => walk.step(1)}>
        Next change
      </Button>
      <CopyButton text={rewrite.output} label="Copy text" />
    </div>
  )
}

function wordsOf(rewrite: Rewrite, edit: Edit): string {
  const before = edit.before.trim()
  const after = edit.after.trim()
  if (after === '') return `“${before}” left out`
  if (before === '') return `“${after}” added`
  const entity = edit.cluster === null ? undefined : rewrite.clusters[edit.cluster]
  return `${before} → ${after}${entity === undefined ? '' : `, from “${entity.name}”`}`
}
