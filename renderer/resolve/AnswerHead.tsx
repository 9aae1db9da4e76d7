import type { Rewrite, Side } from '../../electron/shared/resolution'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { spelledOut } from '../text/control-characters'
import { Tally } from './Tally'

/** What an answer is called: of two that are compared the one before the other, else no more than that. */
export function answerTitle(side: Side, compared: boolean): string {
  if (!compared) return 'Answer'
  return side === 'base' ? 'Before' : 'After'
}

type Props = {
  readonly title: string
  /** Who gave it, in words. */
  readonly who: string
  readonly rewrite: Rewrite | null
}

/** What the answer is called, who gave it, and how much of it came right. */
export function AnswerHead({ title, who, rewrite }: Props) {
  return (
    <>
      <h2>{title}</h2>
      <Flag title={spelledOut(who)}>
        <VisibleText text={who} />
      </Flag>
      <span className="grow" />
      {rewrite !== null && <Tally rewrite={rewrite} />}
    </>
  )
}
