import type { Answer, Input, Output } from '../../electron/shared/contract'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'

/** Without a change so long, in milliseconds, it is reckoned again. */
const patience = 300

/** What a job would take and send, reckoned whenever what is asked or a key changes. Null asks nothing, and is the answer on its way. */
export function useForecast<C extends 'grow.forecastWriting' | 'grow.forecastDrafting'>(
  channel: C,
  input: Input<C> | null,
): Answer<Output<C>> | null {
  const keys = useStore((state) => state.growKeys)
  return useAnswer(channel, input, keys, { patience })
}
