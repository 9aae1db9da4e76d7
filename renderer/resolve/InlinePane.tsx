import { useMemo } from 'react'
import type { Rewrite } from '../../electron/shared/resolution'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import type { Entities } from './entities'
import { Marked } from './Marked'
import { outputSegments } from './marks'
import { Tally } from './Tally'
import type { Walk } from './use-walk'

type Props = { readonly rewrite: Rewrite; readonly entities: Entities; readonly walk: Walk }

/** The rewrite with what it replaced struck beside it, as a proofreader writes. */
export function InlinePane({ rewrite, entities, walk }: Props) {
  const segments = useMemo(() => outputSegments(rewrite, entities), [rewrite, entities])
  return (
    <section className="pane answer tuned" aria-label="After">
      <header className="pane-head">
        <h2>{rewrite.side === 'tuned' ? 'After' : 'Before'}</h2>
        <Flag>written into the source</Flag>
        <span className="grow" />
        <Tally rewrite={rewrite} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="desk" tabIndex={0} aria-label="After: text">
        <p className="sheet read">
          {segments.map((segment, place) => {
            const edit = 'edit' in segment.mark && segment.mark.kind !== 'dropped' ? rewrite.edits[segment.mark.edit] : undefined
            return (
              <span key={place}>
                {edit !== undefined && edit.before.trim() !== '' && (
                  <>
                    <del>
                      <VisibleText text={edit.before} />
                    </del>{' '}
                  </>
                )}
                <Marked segments={[segment]} edits={rewrite.edits} walk={walk} walkable />
              </span>
            )
          })}
        </p>
      </section>
    </section>
  )
}
