import type { ReactNode } from 'react'

/** How serious a flag is. The sign says it too, so that it does not hang on colour. */
export type Tone = 'plain' | 'live' | 'ok' | 'warn' | 'bad'

/** A tone as a sign. */
export const signs: Readonly<Record<Tone, string>> = { plain: '', live: '●', ok: '✓', warn: '⚠', bad: '✗' }

type Props = {
  readonly tone?: Tone
  readonly children: ReactNode
  readonly title?: string
  readonly onPress?: () => void
  readonly pressed?: boolean
}

/** A small pill: a sign, a number, a noun. With `onPress` it is a button. */
export function Flag({ tone = 'plain', children, title, onPress, pressed }: Props) {
  const inside = (
    <>
      {signs[tone] !== '' && <span aria-hidden="true">{signs[tone]}</span>}
      <span>{children}</span>
    </>
  )
  if (onPress === undefined) {
    return (
      <span className={`flag ${tone}`} title={title}>
        {inside}
      </span>
    )
  }
  return (
    <button type="button" className={`flag ${tone}`} title={title} onClick={onPress} aria-pressed={pressed}>
      {inside}
    </button>
  )
}
