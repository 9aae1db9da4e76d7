import { useMemo, useState } from 'react'
import { maxTextLength } from '../../electron/shared/resolution'
import { Head } from '../frame/Head'
import { dialogInFront, useCommand } from '../frame/use-command'
import { entitiesOf } from '../marks/entities'
import { type KeyPress, useWalk } from '../marks/use-walk'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'
import { AnsweredBy } from './AnsweredBy'
import { answerTitle } from './AnswerHead'
import { AnswerPane } from './AnswerPane'
import { AskingBar } from './AskingBar'
import { ChangeBar } from './ChangeBar'
import { decided, mainOf } from './decisions'
import { InlinePane } from './InlinePane'
import { Reference } from './Reference'
import { SourcePane } from './SourcePane'
import { TakeAlong } from './TakeAlong'
import { useAnswerer } from './use-answerer'
import { useAnswererName } from './use-answerer-name'
import { useAsking } from './use-asking'
import { useBodyKeys } from './use-body-keys'
import { useDeciding } from './use-deciding'
import { useWarm } from './use-warm'
import { changedSince, whoAnswers } from './who-answers'
import './resolve.css'
import '../marks/marks.css'

type Layout = 'side' | 'inline'
/** Below this width only one pane is there; the style sheet knows the same. */
const narrow = 720

type Shown = 'source' | 'base' | 'tuned'

/** The third step: a text, what the base model makes of it, and what the tuned one does. */
export function ResolveScreen() {
  const by = useAnswerer()
  useWarm(by)
  const text = useStore((state) => state.sourceText)
  const resolving = useStore((state) => state.resolving)
  const resolve = useStore((state) => state.resolveText)
  const cancel = useStore((state) => state.cancelResolve)
  const [layout, setLayout] = useState<Layout>('side')
  const [shown, setShown] = useState<Shown>(resolving.state === 'idle' && window.innerWidth < narrow ? 'source' : 'tuned')
  const running = resolving.state === 'running'
  const rewrites = resolving.state === 'done' ? resolving.rewrites : null
  const entities = useMemo(() => entitiesOf(rewrites ?? []), [rewrites])
  const main = mainOf(rewrites ?? [])
  const walk = useWalk(main)
  const decisions = useStore((state) => state.decisions)
  const answered = resolving.state === 'done' ? resolving.text : null
  const left = useMemo(() => (main === null || answered === null ? null : decided(answered, main, decisions)), [main, answered, decisions])
  const deciding = useDeciding(main, walk)
  const able = by !== null && text.trim() !== '' && text.length <= maxTextLength && !running
  const both = resolving.state === 'idle' ? by?.kind !== 'model' : resolving.by.kind === 'run'
  const begin = () => {
    if (!able) return
    setShown('tuned')
    void resolve(by)
  }
  useCommand('step.next', able ? begin : null)
  useCommand('job.stop', running ? () => void cancel() : null)
  const { against } = useAsking(by)
  const titles = { base: answerTitle('base', both), tuned: answerTitle('tuned', both) }
  const nameOf = useAnswererName()
  const who = whoAnswers(resolving.state === 'idle' ? { by, against } : resolving, rewrites ?? [], nameOf)
  const fresh = resolving.state === 'done' && resolving.text === text
  const since = changedSince(resolving, text, by, who)
  const press = (event: KeyPress) => {
    if (dialogInFront()) return
    walk.onKeyDown(event)
    deciding.onKeyDown(event)
  }
  useBodyKeys(press)
  return (
    <main className="screen" onKeyDown={press}>
      <Head title="Resolve" sub={<AnsweredBy by={by} />}>
        {running && (
          <Button shortcut={{ key: '.' }} onClick={() => void cancel()}>
            Cancel
          </Button>
        )}
        <Segmented
          label="Layout"
          value={layout}
          options={[
            { value: 'side', label: 'Side by side' },
            { value: 'inline', label: 'Inline' },
          ]}
          onChange={setLayout}
        />
        <Button look="primary" shortcut={{ key: 'Enter' }} disabled={!able} onClick={begin}>
          Resolve
        </Button>
      </Head>
      {resolving.state === 'failed' && (
        <FailureNote
          failure={resolving.failure}
          title="The text was not resolved"
          {...(resolving.by.kind === 'run' ? { runId: resolving.by.runId } : {})}
        />
      )}
      <AskingBar by={by} />
      <div className="pane-switch">
        <Segmented
          label="Pane"
          value={!both && shown === 'tuned' ? 'base' : shown}
          options={[
            { value: 'source', label: 'Source' },
            { value: 'base', label: titles.base },
            ...(both ? [{ value: 'tuned', label: titles.tuned } as const] : []),
          ]}
          onChange={setShown}
        />
      </div>
      <div className={`panes desk-resolve ${layout} ${both ? 'both' : 'one'}`} data-shown={shown}>
        <SourcePane rewrite={fresh ? main : null} entities={entities} walk={walk} />
        {layout === 'inline' && main !== null && left !== null ? (
          <InlinePane title={titles[main.side]} rewrite={main} left={left} entities={entities} walk={walk} />
        ) : (
          <>
            <AnswerPane
              side="base"
              title={titles.base}
              who={who.base}
              rewrite={rewrites?.find((rewrite) => rewrite.side === 'base') ?? null}
              entities={entities}
              left={both ? null : left}
              walk={both ? null : walk}
            />
            {both && (
              <AnswerPane
                side="tuned"
                title={titles.tuned}
                who={who.main}
                rewrite={rewrites?.find((rewrite) => rewrite.side === 'tuned') ?? null}
                left={left}
                entities={entities}
                walk={walk}
              />
            )}
          </>
        )}
      </div>
      <ChangeBar rewrite={main} left={left} walk={walk} deciding={deciding} since={since} />
      <TakeAlong source={answered} left={left} />
      <Reference answered={answered} left={left} />
    </main>
  )
}
