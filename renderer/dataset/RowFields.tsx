import { type ReactNode, useId } from 'react'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { hiddenCount } from '../text/control-characters'
import { counted } from '../text/format'
import { messagesOf } from './messages'
import { rewriteContent } from './rewrite-content'

const titles = { system: 'System', user: 'User', assistant: 'Assistant' } as const

type Props = { readonly raw: string; readonly onType: (raw: string) => void; readonly onJson: () => void }

/** A row as its turns, each in a text area of its own. */
export function RowFields({ raw, onType, onJson }: Props): ReactNode {
  const messages = messagesOf(raw)
  if (messages === null) {
    return (
      <div className="nothing">
        <p>This row is no list of messages yet, so it has no fields.</p>
        <Button onClick={onJson}>Mend it as JSON</Button>
      </div>
    )
  }
  return messages.map((message, place) => (
    <Turn
      key={place}
      title={titles[message.role]}
      text={message.content}
      onType={(text) => {
        const next = rewriteContent(raw, place, text)
        if (next !== null) onType(next)
      }}
    />
  ))
}

function Turn({ title, text, onType }: { readonly title: string; readonly text: string; readonly onType: (text: string) => void }) {
  const id = useId()
  const hidden = hiddenCount(text)
  return (
    <div className={title === 'System' ? 'turn brief' : 'turn'}>
      <label htmlFor={id}>
        {title}
        {hidden > 0 && <Flag tone="warn">{counted(hidden, 'hidden character')}</Flag>}
      </label>
      <textarea id={id} className={title === 'System' ? '' : 'read'} value={text} onChange={(event) => onType(event.target.value)} />
    </div>
  )
}
