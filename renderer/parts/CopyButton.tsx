import { useState } from 'react'
import { useStore } from '../studio/store'
import { Button } from './Button'

type Props = { readonly text: string; readonly label?: string; readonly disabled?: boolean }

/** Copies text, and says so in its place. */
export function CopyButton({ text, label = 'Copy', disabled = false }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const announce = useStore((store) => store.announce)
  const copy = async () => {
    const next = await write(text)
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

/** The clipboard's permission may be denied; then the old command, which needs none inside a click, does it. */
async function write(text: string): Promise<'copied' | 'refused'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'unseen'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done ? 'copied' : 'refused'
  }
}
