import { useCallback, useEffect, useState } from 'react'
import { type AccessAnswer, type AccessCall, dayAndTime, presenceWords, type SignedIn as Session } from '../../electron/shared/access'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'

const ask = async (call: AccessCall) => (await import('../../electron/web/page/access')).askAccess(call)

/** Browsers that are signed in to the loopback host that served this page: who, another link, and signing out. */
export function SignedIn() {
  const [sessions, setSessions] = useState<readonly Session[]>([])
  const [link, setLink] = useState<Extract<AccessAnswer, { answer: 'link' }> | null>(null)
  const [wrong, setWrong] = useState(false)
  const load = useCallback(async () => {
    const answer = await ask({ ask: 'sessions' })
    setWrong(answer === null)
    if (answer?.answer === 'sessions') setSessions(answer.sessions)
  }, [])
  useEffect(() => void load(), [load])
  const end = async ({ number, isOwn }: Session) => {
    await ask({ ask: 'end', session: number })
    // This page has no session any more, and leaves by itself.
    if (!isOwn) await load()
  }
  const make = async () => {
    const answer = await ask({ ask: 'link' })
    setWrong(answer === null)
    if (answer?.answer === 'link') setLink(answer)
  }
  return (
    <div className="stack">
      <ul aria-label="Browsers that are signed in" className="stack">
        {sessions.map((session) => (
          <li key={session.number} className="row small">
            <div className="grow">
              <p>
                {session.number} · {session.browser}
                {session.isOwn && ' (this one)'}
              </p>
              <p className="quiet">{presenceWords(session)}</p>
            </div>
            <Button look="quiet" aria-label={`Sign out ${session.number}, ${session.browser}`} onClick={() => void end(session)}>
              Sign out
            </Button>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onClick={() => void make()}>New link</Button>
      </div>
      {link !== null && (
        <div className="stack">
          <p className="row">
            <code className="grow clip">{`${location.origin}${link.path}`}</code>
            <CopyButton text={`${location.origin}${link.path}`} label="Copy the link" />
          </p>
          <p className="hint">It opens one browser of the machine that you reach this page on, once, until {dayAndTime(link.until)}.</p>
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
