import type { Answer, Output } from '../../electron/shared/contract'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'
import { count, counted } from '../text/format'

type Props = {
  readonly answer: Answer<Output<'grow.forecastWriting'>> | null
  /** Why nothing can be reckoned yet; null where it can. */
  readonly missing: string | null
}

const reaches = { loopback: 'stays on this machine', network: 'goes into your network', internet: 'goes over the internet' } as const

/** What a job would take, what it may cost, and what leaves the machine: to be read before it is begun. */
export function ForecastNote({ answer, missing }: Props) {
  if (missing !== null) return <p className="small quiet">{missing}</p>
  if (answer === null) return <p className="small quiet">Reckoning …</p>
  if (!answer.ok) return <FailureNote failure={answer.failure} />
  const { estimate, leaves, notes } = answer.value
  return (
    <section className="forecast" aria-label="Before anything is sent">
      {leaves !== null && (
        <>
          <h3>
            Before anything is sent
            <Flag tone={leaves.reach === 'loopback' ? 'ok' : 'warn'}>{reaches[leaves.reach]}</Flag>
          </h3>
          <ul className="small">
            {leaves.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p className="num" title={estimate.basis}>
            {counted(estimate.requests, 'request')} · about {count(estimate.inputTokens)} tokens in, {count(estimate.outputTokens)} out
            {estimate.cost !== null && <b> · about {money(estimate.cost)}</b>}
          </p>
          <Prices />
        </>
      )}
      {notes.map((note) => (
        <p key={note} className="small">
          ⚠ {note}
        </p>
      ))}
    </section>
  )
}

function Prices() {
  const { inputPrice, outputPrice } = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  return (
    <p className="row small quiet prices">
      <span>A million tokens cost</span>
      <input
        type="text"
        inputMode="decimal"
        className="num"
        aria-label="Price of a million tokens in"
        placeholder="in"
        value={inputPrice}
        onChange={(event) => type({ inputPrice: event.target.value })}
      />
      <input
        type="text"
        inputMode="decimal"
        className="num"
        aria-label="Price of a million tokens out"
        placeholder="out"
        value={outputPrice}
        onChange={(event) => type({ outputPrice: event.target.value })}
      />
      <span>as the service says, in its currency</span>
    </p>
  )
}

/** A price as typed; null for what is none. */
export function priceOf(typed: string): number | null {
  const value = Number(typed.trim().replace(',', '.'))
  return typed.trim() === '' || !(value >= 0 && value <= 1_000_000) ? null : value
}

/** An amount without a currency: two figures that matter where it is small. */
export function money(value: number): string {
  return value === 0 || value >= 1 ? value.toFixed(2) : value.toPrecision(2)
}
