import { entitiesOf } from '../marks/entities'
import { WrittenIn } from '../marks/WrittenIn'
import { specimenRow } from './specimen-row'
import '../marks/marks.css'

const { source, output, comparison } = specimenRow

const line = JSON.stringify({
  messages: [
    { role: 'user', content: source },
    { role: 'assistant', content: output },
  ],
})

/** What a row is: a text as its rewrite changes it, and the line of a file that says so. */
export function Specimen() {
  return (
    <figure className="specimen">
      <p className="lead">
        <WrittenIn rewrite={{ ...comparison, output }} entities={entitiesOf([comparison])} walk={null} />
      </p>
      <figcaption>
        A row is a text, and the same text with every reference written out. A model learns the second from the first.
        <details>
          <summary>A line of such a file</summary>
          <code className="num">{line}</code>
        </details>
      </figcaption>
    </figure>
  )
}
