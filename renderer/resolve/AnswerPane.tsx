import { useMemo } from 'react'
import type { Rewrite, Side } from '../../electron/shared/resolution'
import type { Entities } from '../marks/entities'
import { Marked } from '../marks/Marked'
import { outputSegments } from '../marks/marks'
import type { Walk } from '../marks/use-walk'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { bytes, count, speed } from '../text/format'
import { Tally } from './Tally'

type Props = {
  readonly side: Side
  readonly rewrite: Rewrite | null
  readonly entities: Entities /** Null where the changes are walked through elsewhere. */
  readonly walk: Walk | null
}

const titles = { base: 'Before', tuned: 'After' } as const
const kinds = { base: 'base model', tuned: 'tuned' } as const

/** One side's answer: as it streams, then with its marks and what it cost. */
export function AnswerPane({ side, rewrite, entities, walk }: Props) {
  const segments = useMemo(() => (rewrite === null ? null : outputSegments(rewrite, entities)), [rewrite, entities])
  return (
    <section className={`pane answer ${side}`} aria-label={titles[side]}>
      <header className="pane-head">
        <h2>{titles[side]}</h2>
        <Flag>{kinds[side]}</Flag>
        <span className="grow" />
        {rewrite !== null && <Tally rewrite={rewrite} />}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="desk" tabIndex={0} aria-label={`${titles[side]}: text`}>
        {segments === null ? (
          <Arriving side={side} />
        ) : (
          <p className="sheet read">
            <Marked segments={segments} edits={rewrite?.edits ?? []} walk={walk} walkable={walk !== null} />
          </p>
        )}
      </section>
      <footer className="pane-foot num quiet">
        {rewrite !== null && (
          <span>
            {count(rewrite.figures.generationTokens)} tokens · {speed(rewrite.figures.generationTokensPerSecond)} tok/s ·{' '}
            {bytes(rewrite.figures.peakMemoryBytes)}
          </span>
        )}
        {rewrite?.finishReason === 'length' && (
          <Flag tone="bad" title="The model ran out of room before its end">
            cut: not whole
          </Flag>
        )}
      </footer>
    </section>
  )
}

function Arriving({ side }: { readonly side: Side }) {
  const resolving = useStore((state) => state.resolving)
  const id = resolving.state === 'running' ? resolving.requestId : null
  const text = useStore((state) => (id === null ? undefined : state.projection?.streams[id]?.[side]))
  const phase = useStore((state) => jobOf(id)(state)?.phase)
  const starting = useStore((state) => state.projection?.engine.state === 'starting')
  if (text !== undefined) {
    return (
      <p className="sheet read">
        <VisibleText text={text} />
      </p>
    )
  }
  if (resolving.state === 'running') return <p className="nothing">{stageOf(side, phase, starting)}</p>
  return (
    <p className="nothing">
      {side === 'base' ? 'Here comes what the base model makes of it.' : 'Here comes what your tuned model makes of it.'}
    </p>
  )
}

/** What an answer waits for. A resolve's phase is the side that is at work. */
function stageOf(side: Side, phase: string | undefined, starting: boolean): string {
  if (starting) return 'Starting the engine …'
  if (phase === undefined) return 'Loading the model …'
  return phase === side ? 'Reading the text …' : side === 'tuned' ? 'Next, after the base model …' : 'Waiting …'
}
