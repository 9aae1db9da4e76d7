import { useMemo } from 'react'
import { count, counted, memoryBytes } from '../../electron/shared/quantities'
import type { Rewrite, Side } from '../../electron/shared/resolution'
import type { Entities } from '../marks/entities'
import { Marked } from '../marks/Marked'
import { outputSegments, type Rewritten } from '../marks/marks'
import type { Walk } from '../marks/use-walk'
import { Flag } from '../parts/Flag'
import { Scrolled } from '../parts/Scrolled'
import { VisibleText } from '../parts/VisibleText'
import { jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { speed } from '../text/format'
import { AnswerHead } from './AnswerHead'
import type { Decided } from './decisions'
import { fallsShort, Shortcomings } from './Shortcomings'

type Props = {
  readonly side: Side
  readonly title: string
  /** Who answers, in words. */
  readonly who: string
  readonly rewrite: Rewrite | null
  /** The rewrite as the person left it; null where nobody decides about it here. */
  readonly left: Decided | null
  readonly entities: Entities /** Null where the changes are walked through elsewhere. */
  readonly walk: Walk | null
}

/** One side's answer: as it streams, then with its marks and what it cost. */
export function AnswerPane({ side, title, who, rewrite, left, entities, walk }: Props) {
  const shown: Rewritten | null = left ?? rewrite
  const segments = useMemo(() => (shown === null ? null : outputSegments(shown, entities)), [shown, entities])
  return (
    <section className={`pane answer ${side}`} aria-label={title}>
      <header className="pane-head">
        <AnswerHead title={title} who={who} rewrite={rewrite} />
      </header>
      <Scrolled className="desk" label={`${title}: text`}>
        {segments === null ? (
          <Arriving side={side} />
        ) : (
          <p className="sheet read">
            <Marked segments={segments} edits={shown?.edits ?? []} decisions={shown?.decisions} walk={walk} walkable={walk !== null} />
          </p>
        )}
      </Scrolled>
      <footer className="pane-foot num quiet">
        {rewrite !== null && (
          <span>
            {count(rewrite.figures.generationTokens)} tokens · {speed(rewrite.figures.generationTokensPerSecond)} tokens/s ·{' '}
            {memoryBytes(rewrite.figures.peakMemoryBytes)}
          </span>
        )}
        {rewrite !== null && rewrite.figures.accepted > 0 && (
          <span title="Tokens that were found in the source and confirmed by the model, several at a time">
            {counted(rewrite.figures.forwardPasses, 'pass', 'passes')}
          </span>
        )}
        {rewrite !== null && (
          <span title="The weights that answered: the beginning of the adapter file’s SHA-256, and its strength">
            {weightsWords(rewrite.figures.weights)}
          </span>
        )}
        {rewrite !== null && rewrite.parts !== null && !fallsShort(rewrite) && (
          <Flag title="Longer than is asked at once">asked in {counted(rewrite.parts.length, 'part')}</Flag>
        )}
        {rewrite !== null && <Shortcomings rewrite={rewrite} />}
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

/** Which weights answered, in short. */
function weightsWords(weights: Rewrite['figures']['weights']): string {
  if (weights === null) return 'base weights'
  return `adapter ${weights.adapter.slice(0, 7)}${weights.scale === 1 ? '' : ` × ${weights.scale.toFixed(2)}`}`
}
