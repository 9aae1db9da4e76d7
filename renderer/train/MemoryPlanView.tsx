import { useId } from 'react'
import { reuseWords } from '../../electron/shared/memory-words'
import type { MemoryPlan } from '../../electron/shared/preflight'
import { memoryBytes } from '../../electron/shared/quantities'
import type { TrainingConfig } from '../../electron/shared/training'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { memoryBar } from './memory-view'
import { changeOf } from './remedy'

type Props = { readonly plan: MemoryPlan; readonly config: TrainingConfig }

/** What training is expected to take of this machine's memory, and what would make it fit. */
export function MemoryPlanView({ plan, config }: Props) {
  const mac = useStore(onMac)
  const { parts, machine } = memoryBar(plan)
  return (
    <section aria-labelledby="preflight-memory">
      <h3 id="preflight-memory">Memory</h3>
      <p>
        <Verdict verdict={plan.verdict} />{' '}
        <span className="small quiet">
          about <span className="num">{memoryBytes(plan.total)}</span> of this {mac ? 'Mac' : 'machine'}’s{' '}
          <span className="num">{memoryBytes(plan.machine)}</span>
          {plan.verdict !== 'fits' && ', of which training can use about three quarters'}
        </span>
      </p>
      <div className="memory-bar" aria-hidden="true">
        {parts.map(({ key, share }) => (
          <i key={key} className={key} style={{ width: `${share * 100}%` }} />
        ))}
        {machine < 1 && <b className="limit" style={{ left: `${machine * 100}%` }} />}
      </div>
      <ul className="legend-list pairs">
        {parts.map(({ key, label, bytes: amount }) => (
          <li key={key}>
            <i className={`patch ${key}`} aria-hidden="true" />
            <span className="quiet grow">{label}</span> <span className="num">{memoryBytes(amount)}</span>
          </li>
        ))}
      </ul>
      <p className="small quiet">{reuseWords(plan)}</p>
      {plan.remedies.length > 0 && (
        <ul className="remedies" aria-label="What would help">
          {plan.remedies.map((remedy) => (
            <Remedy key={remedy} remedy={remedy} config={config} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Verdict({ verdict }: Pick<MemoryPlan, 'verdict'>) {
  switch (verdict) {
    case 'fits':
      return <Flag tone="ok">fits</Flag>
    case 'tight':
      return <Flag tone="warn">tight</Flag>
    case 'too-large':
      return <Flag tone="bad">does not fit</Flag>
  }
}

function Remedy({ remedy, config }: { readonly remedy: string; readonly config: TrainingConfig }) {
  const id = useId()
  const type = useStore((state) => state.type)
  const change = changeOf(remedy, config)
  return (
    <li>
      <p className="small" id={id}>
        <VisibleText text={remedy} />
      </p>
      {change !== null && (
        <Button onClick={() => type(change)} aria-describedby={id}>
          Apply
        </Button>
      )}
    </li>
  )
}
