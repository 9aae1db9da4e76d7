import type { Output } from '../../electron/shared/contract'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'

/** Which Hub is asked, and where its token comes from; null until that is known. */
export function useHub(): Output<'hub.tokenFrom'> | null {
  const address = useStore((state) => state.projection?.settings.hubAddress ?? '')
  const changes = useStore((state) => state.tokenChanges)
  const answer = useAnswer('hub.tokenFrom', {}, `${address} ${changes}`)
  return answer?.ok === true ? answer.value : null
}
