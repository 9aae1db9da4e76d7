import { useId } from 'react'
import type { Answer, Output } from '../../electron/shared/contract'
import type { GrowPrice } from '../../electron/shared/growing'
import { count, counted } from '../../electron/shared/quantities'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'
import { readNumber } from '../text/typed-number'
import type { GrowForm } from './grow-slice'

type Props = {
  readonly answer: Answer<Output<'grow.forecastWriting'>> | null
  /** Why nothing can be reckoned yet; null where it can. */
  readonly missing: string | null
  /** Whether a large model is asked, whose tokens may cost something. */
  readonly large: boolean
}

const reaches = { loopback: 'stays on this machine', network: 'goes into your network', internet: 'goes over the internet' } as const

/** What a job would take, what it may cost, and what leaves the machine: to be read before it is begun. */
export function ForecastNote({ answer, missing, large }: Props) {
  return (
    <>
      {large && <Prices />}
      {missing !== null ? (
        <p className="small quiet">{missing}</p>
      ) : answer === null ? (
        <p className="small quiet">Reckoning …</p>
      ) : answer.ok ? (
        <Forecast forecast={answer.value} />
      ) : (
        <FailureNote failure={answer.failure} />
      )}
    </>
  )
}

function Forecast({ forecast: { estimate, leaves, notes } }: { readonly forecast: Output<'grow.forecastWriting'> }) {
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
  const wrongId = useId()
  const wrong = [inputPrice, outputPrice].map((typed) => readPrice(typed).wrong).find((each) => each !== null) ?? null
  const field = (direction: 'in' | 'out', typed: string, keep: (typed: string) => void) => (
    <input
      type="text"
      inputMode="decimal"
      className="num"
      aria-label={`Price of a million tokens ${direction}`}
      aria-invalid={readPrice(typed).wrong !== null}
      aria-describedby={wrongId}
      placeholder={direction}
      value={typed}
      onChange={(event) => keep(event.target.value)}
    />
  )
  return (
    <div className="field">
      <p className="row small quiet prices">
        <span>A million tokens cost</span>
        {field('in', inputPrice, (typed) => type({ inputPrice: typed }))}
        {field('out', outputPrice, (typed) => type({ outputPrice: typed }))}
        <span>as the service says, in its currency</span>
      </p>
      <p id={wrongId} className="hint wrong">
        {wrong !== null && `✗ ${wrong}`}
      </p>
    </div>
  )
}

/** A price as it was typed, null where none was, and what is wrong with it. */
export function readPrice(typed: string): { readonly price: number | null; readonly wrong: string | null } {
  if (typed.trim() === '') return { price: null, wrong: null }
  const { value, wrong } = readNumber({ min: 0, max: 1_000_000, whole: false }, typed)
  return { price: wrong === null ? value : null, wrong }
}

/** The prices of a form, as far as they are known. */
export function pricesOf({ inputPrice, outputPrice }: Pick<GrowForm, 'inputPrice' | 'outputPrice'>): GrowPrice {
  return { inputPerMillion: readPrice(inputPrice).price, outputPerMillion: readPrice(outputPrice).price }
}

/** An amount without a currency: two figures that matter where it is small. */
export function money(value: number): string {
  return value === 0 || value >= 1 ? value.toFixed(2) : value.toPrecision(2)
}
