import { count, counted } from '../../electron/shared/quantities'
import type { Edit, Rewrite } from '../../electron/shared/resolution'
import { KeyHint } from '../frame/ShortcutKeys'
import type { Walk } from '../marks/use-walk'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { spelledOut } from '../text/control-characters'
import { Correction } from './Correction'
import type { Decided, Decision } from './decisions'
import { tallyOf } from './tally-of'
import type { Deciding } from './use-deciding'

type Props = {
  readonly rewrite: Rewrite | null
  /** The rewrite as the person left it. */
  readonly left: Decided | null
  readonly walk: Walk
  readonly deciding: Deciding
  /** What has changed since it was answered, in words; null where nothing has. */
  readonly since: string | null
}

/** Under the panes: the changes by kind, the one at hand, what can be made of it, and the way through them. */
export function ChangeBar({ rewrite, left, walk, deciding, since }: Props) {
  if (rewrite === null || left === null) return <div className="change-bar" />
  const counts = tallyOf(rewrite)
  const visit = (kind: Edit['kind']) => walk.goTo(rewrite.edits.findIndex((edit) => edit.kind === kind))
  const edit = walk.at === null ? undefined : rewrite.edits[walk.at]
  const { decisions } = left
  return (
    <div className="change-bar row" role="toolbar" aria-label="Changes">
      {since !== null && (
        <Flag tone="warn" title={spelledOut(since)}>
          <VisibleText text={since} />
        </Flag>
      )}
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
      {counts.changed > 0 && (
        <Flag tone="warn" onPress={() => visit('changed')}>
          {counts.changedWords > 0 ? `${counted(counts.changedWords, 'word')} changed` : 'white space changed'}
        </Flag>
      )}
      {counts.kept > 0 && <Flag>{count(counts.kept)} left as is</Flag>}
      {decisions.size > 0 && (
        <Flag>
          {count(decisions.size)} of {count(rewrite.edits.length)} decided
        </Flag>
      )}
      <span className="at clip small quiet">
        {edit !== undefined && walk.at !== null && (
          <>
            {walk.at + 1} of {rewrite.edits.length}: <VisibleText text={wordsOf(rewrite, edit, decisions.get(walk.at))} />
          </>
        )}
      </span>
      {edit !== undefined && walk.at !== null && (
        <AtHand key={walk.at} place={walk.at} decision={decisions.get(walk.at) ?? null} deciding={deciding} />
      )}
      <Button look="quiet" disabled={rewrite.edits.length === 0} aria-keyshortcuts="p" onClick={() => walk.step(-1)}>
        Previous
        <span className="unseen"> change</span>
      </Button>
      <Button look="quiet" disabled={rewrite.edits.length === 0} aria-keyshortcuts="n" onClick={() => walk.step(1)}>
        Next
        <span className="unseen"> change</span>
      </Button>
    </div>
  )
}

type AtHandProps = { readonly place: number; readonly decision: Decision | null; readonly deciding: Deciding }

/** What can be made of the change at hand. */
function AtHand({ place, decision, deciding }: AtHandProps) {
  const { accept, undo, drafts, begin } = deciding
  const text = drafts.get(place)
  if (text !== undefined) return <Correction place={place} text={text} deciding={deciding} />
  return (
    <>
      <Button aria-keyshortcuts="a" aria-pressed={decision?.kind === 'accepted'} onClick={() => accept(place)}>
        Accept <KeyHint keys="A" />
      </Button>
      <Button aria-keyshortcuts="u" aria-pressed={decision?.kind === 'undone'} onClick={() => undo(place)}>
        {decision?.kind === 'undone' ? 'Redo' : 'Undo'} <KeyHint keys="U" />
      </Button>
      <Button aria-keyshortcuts="c" onClick={() => begin(place)}>
        Correct <KeyHint keys="C" />
      </Button>
    </>
  )
}

function wordsOf(rewrite: Rewrite, edit: Edit, decision: Decision | undefined): string {
  const before = edit.before.trim()
  const after = decision?.kind === 'corrected' ? decision.text.trim() : edit.after.trim()
  if (before === '' && after === '') return decision?.kind === 'undone' ? 'white space as it was' : 'white space changed'
  if (decision?.kind === 'undone') return before === '' ? `“${after}” taken out again` : `“${before}” stays`
  if (after === '') return `“${before}” left out`
  if (before === '') return `“${after}” added`
  const entity = edit.cluster === null || decision?.kind === 'corrected' ? undefined : rewrite.clusters[edit.cluster]
  return `${before} → ${after}${entity === undefined ? '' : `, from “${entity.name}”`}`
}
