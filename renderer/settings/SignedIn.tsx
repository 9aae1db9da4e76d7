import { useCallback, useEffect, useState } from 'react'
import type { AccessCall, SignedIn as Session } from '../../electron/shared/access'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'

const ask = async (call: AccessCall) => (await import('../../electron/web/page/access')).askAccess(call)

/** Browsers that are signed in to the loopback host that served this page: who, another link, and signing out. */
export function SignedIn() {
  const [sessions, setSessions] = useState<readonly Session[]>([])
  const [link, setLink] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const load = useCallback(async () => {
    const answer = await ask({ ask: 'sessions' })
    setWrong(answer === null)
    if (answer?.answer === 'sessions') setSessions(answer.sessions)
  }, [])
  useEffect(() => void load(), [load])
  const end = async (session: number) => {
    await ask({ ask: 'end', session })
    await load()
  }
  const make = async () => {
    const answer = await ask({ ask: 'link' })
    setWrong(answer === null)
    if (answer?.answer === 'link') setLink(`${location.origin}${answer.path}`)
  }
  return (
    <div className="stack">
      <ul aria-label="Browsers that are signed in" className="stack">
        {sessions.map((session) => (
          <li key={session.number} className="row small">
            <span className="grow">{sessionWords(session)}</span>
            <Button look="quiet" aria-label={`Sign out ${session.number}, ${session.browser}`} onClick={() => void end(session.number)}>
              Sign out
            </Button>
          </li>
        ))}
      </ul>
      {link === null ? (
        <div className="row">
          <Button onClick={() => void make()}>New link</Button>
        </div>
      ) : (
        <div className="stack">
          <p className="row">
            <code className="grow clip">{link}</code>
            <CopyButton text={link} label="Copy the link" />
          </p>
          <p className="hint">It opens one browser of the machine that you reach this page on, once, within ten minutes.</p>
        </div>
      )}
      {wrong && (
        <p className="hint wrong" role="alert">
          ✗ The host does not answer.
        </p>
      )}
    </div>
  )
}

function sessionWords({ number, browser, since, lastSeen, windows, isOwn }: Session): string {
  const open = windows === 1 ? '1 window' : `${windows} windows`
  return `${number} · ${browser}${isOwn ? ' (this one)' : ''}, since ${clock(since)}, last seen ${clock(lastSeen)}, ${open}`
}

function clock(time: string): string {
  return new Date(time).toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
}
