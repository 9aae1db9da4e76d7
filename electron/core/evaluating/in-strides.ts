import { setImmediate } from 'node:timers/promises'
import { cancelled } from '../jobs'

/** Texts judged at a time, between which a window and Ctrl-C are heard. */
const stride = 16

/** Judges one text after the other; results in their order. Throws `cancelled` where the signal says so. */
export async function inStrides<T, R>(texts: readonly T[], judge: (text: T, place: number) => R, signal: AbortSignal): Promise<R[]> {
  const judged: R[] = []
  for (const [place, text] of texts.entries()) {
    judged.push(judge(text, place))
    if (place % stride === stride - 1) await setImmediate()
    if (signal.aborted) throw cancelled()
  }
  return judged
}
