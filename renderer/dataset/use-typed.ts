import { useEffect, useRef, useState } from 'react'

/** A part of a query as its fields show it. */
type Fields<Part, Typed> = {
  /** What the query says. */
  readonly part: Part
  /** What the fields show of it; `typed` stood there before. */
  readonly shown: (part: Part, typed: Typed | null) => Typed
  /** What is asked for with them. */
  readonly meant: (typed: Typed) => Part
  readonly onAsk: (part: Part) => void
  /** Milliseconds without a key before it is asked for. */
  readonly patience: number
}

/** What stands in the fields; `type` changes it and asks after a while, `settle` asks at once for what still waits. */
export type TypedFields<Typed> = { readonly typed: Typed; readonly type: (change: Partial<Typed>) => void; readonly settle: () => void }

/** Fields that ask for a part of a query when somebody types in them, and give way where the query comes to say something else by itself. */
export function useTyped<Part, Typed extends object>(fields: Fields<Part, Typed>): TypedFields<Typed> {
  const { part, shown, meant } = fields
  const [typed, setTyped] = useState(() => shown(part, null))
  const latest = useRef(fields)
  latest.current = fields
  const current = JSON.stringify(part)
  // What was asked for here last, or taken over.
  const known = useRef(current)
  const waiting = useRef<{ readonly part: Part; readonly timer: ReturnType<typeof setTimeout> } | null>(null)
  const drop = () => {
    clearTimeout(waiting.current?.timer)
    waiting.current = null
  }
  const settle = () => {
    const asked = waiting.current
    drop()
    if (asked === null || JSON.stringify(asked.part) === known.current) return
    known.current = JSON.stringify(asked.part)
    latest.current.onAsk(asked.part)
  }
  const type = (change: Partial<Typed>) => {
    drop()
    const next = { ...typed, ...change }
    setTyped(next)
    waiting.current = { part: meant(next), timer: setTimeout(settle, fields.patience) }
  }
  useEffect(() => {
    if (current === known.current) return
    known.current = current
    drop()
    setTyped((before) => latest.current.shown(JSON.parse(current), before))
  }, [current])
  useEffect(() => drop, [])
  return { typed, type, settle }
}
