import type { ReactNode } from 'react'
import type { Rewrite } from '../../electron/shared/resolution'
import { type Entities, entitiesOf } from '../marks/entities'
import { Marked } from '../marks/Marked'
import { outputSegments, type Rewritten, sourceSegments } from '../marks/marks'
import { VisibleText } from '../parts/VisibleText'
import { AnswerHead, answerTitle } from './AnswerHead'
import { type Decided, mainOf } from './decisions'
import { fallsShort, Shortcomings } from './Shortcomings'
import type { Who } from './who-answers'

/** An answer as a person left it, to be looked at and no more. */
export type AnswerToShow = {
  readonly source: string
  readonly rewrites: readonly Rewrite[]
  /** The rewrite that was decided about, as it was left: the tuned one, else the only one. */
  readonly left: Decided
  /** Who answered, and in small on what and when. */
  readonly title: string
  readonly subtitle: string
  /** Who gave each side's answer. */
  readonly who: Who
}

/** A text and what was made of it, in columns: what the desk shows side by side, with nothing to press. */
export function BeforeAndAfter({ source, rewrites, left, title, subtitle, who }: AnswerToShow) {
  const entities = entitiesOf(rewrites)
  const main = mainOf(rewrites)
  return (
    <>
      <h1>
        <VisibleText text={title} />
      </h1>
      <p className="small quiet">
        <VisibleText text={subtitle} />
      </p>
      <div className="columns">
        <Column name="source" head={<h2>Source</h2>}>
          {main !== null && <Marked segments={sourceSegments(source, main, entities)} edits={main.edits} walk={null} />}
        </Column>
        {rewrites.map((rewrite) => {
          const title = answerTitle(rewrite.side, rewrites.length > 1)
          const shown = rewrite === main ? left : rewrite
          return (
            <Answer
              key={rewrite.side}
              title={title}
              who={rewrite === main ? who.main : who.base}
              rewrite={rewrite}
              left={shown}
              entities={entities}
            />
          )
        })}
      </div>
    </>
  )
}

type AnswerProps = {
  readonly title: string
  readonly who: string
  readonly rewrite: Rewrite
  readonly left: Rewritten
  readonly entities: Entities
}

function Answer({ title, who, rewrite, left, entities }: AnswerProps) {
  const head = <AnswerHead title={title} who={who} rewrite={rewrite} />
  const foot = fallsShort(rewrite) && (
    <footer className="pane-foot">
      <Shortcomings rewrite={rewrite} />
    </footer>
  )
  return (
    <Column head={head} foot={foot}>
      <Marked segments={outputSegments(left, entities)} edits={left.edits} decisions={left.decisions} walk={null} />
    </Column>
  )
}

type ColumnProps = {
  readonly name?: string
  readonly head: ReactNode
  readonly foot?: ReactNode
  readonly children: ReactNode
}

const Column = ({ name, head, foot, children }: ColumnProps) => (
  <section className={name}>
    <header className="pane-head">{head}</header>
    <p className="read">{children}</p>
    {foot}
  </section>
)
