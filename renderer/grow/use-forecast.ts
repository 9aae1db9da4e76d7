import { useCallback, useEffect, useState } from 'react'
import type { Answer, Input, Output } from '../../electron/shared/contract'
import { request } from '../studio/client'

/** Milliseconds without a change before it is reckoned again. */
const patience = 300

type Forecasts = 'grow.forecastWriting' | 'grow.forecastDrafting'

/** What is known of a job before it is begun. */
export type Forecast<C extends Forecasts> = {
  /** The answer to what is asked now; null while it is on its way, or nothing is. */
  readonly answer: Answer<Output<C>> | null
  /** Whether a key is kept, as far as was heard last. */
  readonly hasKey: boolean | null
  /** Reckons anew. */
  readonly renew: () => void
}

/** Reckons what a job would take and send, whenever what is asked changes. Null asks nothing. */
export function useForecast<C extends Forecasts>(channel: C, input: Input<C> | null): Forecast<C> {
  const [heard, setHeard] = useState<{ readonly asked: string; readonly answer: Answer<Output<C>> } | null>(null)
  const [turn, setTurn] = useState(0)
  const asked = input === null ? null : JSON.stringify({ input, turn })
  useEffect(() => {
    if (asked === null) return
    let wanted = true
    const timer = setTimeout(async () => {
      const answer = await request(channel, (JSON.parse(asked) as { input: Input<C> }).input)
      if (wanted) setHeard({ asked, answer })
    }, patience)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [channel, asked])
  const renew = useCallback(() => setTurn((before) => before + 1), [])
  const hasKey = heard?.answer.ok === true ? heard.answer.value.hasKey : null
  return { answer: heard !== null && heard.asked === asked ? heard.answer : null, hasKey, renew }
}
