import { useMemo } from 'react'
import { count, counted } from '../../electron/shared/quantities'
import { maxTextLength, type Rewrite } from '../../electron/shared/resolution'
import type { Entities } from '../marks/entities'
import { Marked } from '../marks/Marked'
import { sourceSegments } from '../marks/marks'
import type { Walk } from '../marks/use-walk'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { allExamples } from '../studio/selectors'
import { useStore } from '../studio/store'
import { hiddenCount, spelledOut } from '../text/control-characters'
import { speed } from '../text/format'
import { BroughtTexts } from './BroughtTexts'

type Props = { readonly rewrite: Rewrite | null; readonly entities: Entities; readonly walk: Walk }

/** The text to resolve. It stays a text area; once answered, its mentions are underlined beneath what is typed. */
export function SourcePane({ rewrite, entities, walk }: Props) {
  const text = useStore((state) => state.sourceText)
  const write = useStore((state) => state.writeSource)
  const choose = useStore((state) => state.chooseTexts)
  const segments = useMemo(() => (rewrite === null ? null : sourceSegments(text, rewrite, entities)), [text, rewrite, entities])
  const hidden = hiddenCount(text)
  const words = text.split(/\s+/).filter((word) => word !== '').length
  return (
    <section className="pane source" aria-label="Source">
      <header className="pane-head">
        <h2>Source</h2>
        <span className="grow" />
        <ExampleChooser />
        <Button look="quiet" title="A text, a table with a row a text, or a folder; it can be dropped too" onClick={() => void choose()}>
          Bring…
        </Button>
      </header>
      <BroughtTexts />
      <div className="desk">
        <div className="sheet read">
          {segments !== null && (
            <div className="under" aria-hidden="true" data-testid="source-marks">
              <Marked segments={segments} edits={rewrite?.edits ?? []} walk={walk} raw />
              {'\n'}
            </div>
          )}
          <textarea
            className="read"
            aria-label="Source text"
            placeholder="Paste or write a text with pronouns in it, or take an example."
            spellCheck={false}
            value={text}
            onChange={(event) => write(event.target.value)}
          />
          {text === '' && <Tries />}
        </div>
      </div>
      <footer className="pane-foot num quiet">
        <span title={rewrite === null ? undefined : counted(entities.list.length, 'entity', 'entities')}>{counted(words, 'word')}</span>
        {rewrite !== null && (
          <span>
            prompt {count(rewrite.figures.promptTokens)} tokens · {speed(rewrite.figures.promptTokensPerSecond)} tokens/s
          </span>
        )}
        {text.length > maxTextLength && <Flag tone="bad">longer than the {count(maxTextLength)} characters that are resolved at once</Flag>}
        {hidden > 0 && <Flag tone="warn">{counted(hidden, 'hidden character')}</Flag>}
      </footer>
    </section>
  )
}

/** A few examples within reach while the sheet is empty. */
function Tries() {
  const examples = useStore(allExamples)
  const take = useStore((state) => state.takeExample)
  return (
    <ul className="tries" aria-label="Try one of these">
      {examples.slice(0, 4).map((example) => (
        <li key={example.id}>
          <Button look="quiet" onClick={() => take(example.id, example.text)}>
            {spelledOut(example.title)}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function ExampleChooser() {
  const examples = useStore(allExamples)
  const chosen = useStore((state) => state.exampleId)
  const text = useStore((state) => state.sourceText)
  const take = useStore((state) => state.takeExample)
  const example = examples.find((other) => other.id === chosen)
  const choose = (id: string) => {
    const next = examples.find((other) => other.id === id)
    if (next !== undefined) take(next.id, next.text)
  }
  if (examples.length === 0) return null
  const groups = [
    { label: 'For the demo model', list: examples.filter((other) => other.world) },
    { label: 'Real text', list: examples.filter((other) => !other.world) },
  ]
  return (
    <select
      aria-label="Example texts"
      value={example !== undefined && example.text === text ? example.id : ''}
      title={example?.note}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="" disabled>
        Examples…
      </option>
      {groups.map(
        ({ label, list }) =>
          list.length > 0 && (
            <optgroup key={label} label={label}>
              {list.map((other) => (
                <option key={other.id} value={other.id}>
                  {spelledOut(other.title)}
                </option>
              ))}
            </optgroup>
          ),
      )}
    </select>
  )
}
