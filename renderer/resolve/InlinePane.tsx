import type { Rewrite } from '../../electron/shared/resolution'
import type { Entities } from '../marks/entities'
import type { Walk } from '../marks/use-walk'
import { WrittenIn } from '../marks/WrittenIn'
import { Flag } from '../parts/Flag'
import { Scrolled } from '../parts/Scrolled'
import type { Decided } from './decisions'
import { fallsShort, Shortcomings } from './Shortcomings'
import { Tally } from './Tally'

type Props = {
  readonly title: string
  readonly rewrite: Rewrite
  readonly left: Decided
  readonly entities: Entities
  readonly walk: Walk
}

/** The rewrite with what it replaced struck beside it, as a proofreader writes. */
export function InlinePane({ title, rewrite, left, entities, walk }: Props) {
  return (
    <section className="pane answer tuned" aria-label={title}>
      <header className="pane-head">
        <h2>{title}</h2>
        <Flag>written into the source</Flag>
        <span className="grow" />
        <Tally rewrite={rewrite} />
      </header>
      <Scrolled className="desk" label={`${title}: text`}>
        <p className="sheet read">
          <WrittenIn rewrite={left} entities={entities} walk={walk} />
        </p>
      </Scrolled>
      {fallsShort(rewrite) && (
        <footer className="pane-foot">
          <Shortcomings rewrite={rewrite} />
        </footer>
      )}
    </section>
  )
}
