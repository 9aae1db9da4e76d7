import { useEffect, useRef, useState } from 'react'
import type { Answer, Channel, Input, Output } from '../../electron/shared/contract'
import { askingAgain, type Repeated } from './asking-again'
import { request } from './client'
import { useStore } from './store'

type Wishes = {
  /** Milliseconds without a change before it is asked. */
  readonly patience?: number
  /** The answer to what was asked before stays until the next is here. */
  readonly stays?: boolean
}

/**
 * The host's answer to a request, asked whenever what is asked changes, and again at another `version` and when a lost connection is back;
 * meanwhile the one before stays. Null until it is here, and where nothing (null) is asked.
 */
export function useAnswer<C extends Channel>(
  channel: C,
  input: Input<C> | null,
  version: string | number | null = null,
  { patience = 0, stays = false }: Wishes = {},
): Answer<Output<C>> | null {
  const [heard, setHeard] = useState<{ readonly asked: string; readonly answer: Answer<Output<C>> } | null>(null)
  const asked = input === null ? null : JSON.stringify(input)
  const snapshots = useStore((state) => state.snapshots)
  const latest = useRef(input)
  latest.current = input
  const question = useRef<Repeated | null>(null)
  useEffect(() => {
    const wanted = latest.current
    if (asked === null || wanted === null) return
    const next = askingAgain(
      () => request(channel, wanted),
      (answer) => setHeard({ asked, answer }),
      patience,
    )
    question.current = next
    return () => {
      question.current = null
      next.close()
    }
  }, [channel, asked, patience])
  // Another question, or the same of another version or over another connection.
  useEffect(() => question.current?.ask(), [channel, asked, patience, version, snapshots])
  if (heard === null || asked === null) return null
  return stays || heard.asked === asked ? heard.answer : null
}
