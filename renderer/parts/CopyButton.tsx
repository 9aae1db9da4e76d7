import { useState } from 'react'
import { useStore } from '../studio/store'
import { Button } from './Button'
import { copyText } from './copy'

type Props = { readonly text: string; readonly label?: string; readonly disabled?: boolean }

/** Copies text, and says so in its place. */
export function CopyButton({ text, label = 'Copy', disabled = false }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const announce = useStore((store) => store.announce)
  const copy = async () => {
    const next = (await copyText({ text })) ? 'copied' : 'refused'
    setState(next)
    announce(next === 'copied' ? 'Copied.' : 'The clipboard refused the text.')
    setTimeout(() => setState('idle'), 2000)
  }
  return (
    <Button onClick={() => void copy()} disabled={disabled} aria-label={label}>
      {state === 'idle' ? label : state === 'copied' ? '✓ Copied' : '✗ Not copied'}
    </Button>
  )
}
