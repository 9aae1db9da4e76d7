import { VisibleText } from '../parts/VisibleText'
import { allExamples } from '../studio/selectors'
import { useStore } from '../studio/store'
import { wordDiff } from '../text/word-diff'

/** How a person resolved the example, on demand; only while the text is the example's own. */
export function Reference() {
  const example = useStore((state) => allExamples(state).find((other) => other.id === state.exampleId && other.text === state.sourceText))
  if (example === undefined) return null
  return (
    <details className="reference">
      <summary>How a person resolves this example</summary>
      {example.note !== '' && (
        <p className="small quiet">
          <VisibleText text={example.note} />
        </p>
      )}
      <p className="read">
        {wordDiff(example.text, example.reference).map(
          (segment, place) =>
            segment.kind !== 'gone' && (
              <span key={place} className={segment.kind === 'new' ? 'mark new e1' : ''}>
                <VisibleText text={segment.text} />
              </span>
            ),
        )}
      </p>
    </details>
  )
}
