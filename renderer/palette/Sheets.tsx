import { useEffect } from 'react'
import { dialogInFront, takesLetters } from '../frame/use-command'
import { useStore } from '../studio/store'
import { KeySheet } from './KeySheet'
import { Palette } from './Palette'
import './palette.css'

/** The palette and the sheet of keys, where one of them is open; a question mark opens the sheet. */
export function Sheets() {
  const sheet = useStore((state) => state.sheet)
  const open = useStore((state) => state.openSheet)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.metaKey || event.ctrlKey || takesLetters(event.target) || dialogInFront()) return
      event.preventDefault()
      open('keys')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [open])
  if (sheet === 'palette') return <Palette onClose={() => open('none')} />
  return sheet === 'keys' ? <KeySheet onClose={() => open('none')} /> : null
}
