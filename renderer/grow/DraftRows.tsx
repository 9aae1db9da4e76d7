import type { Input } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Field } from '../parts/Field'
import { LeftFiles } from '../parts/LeftFiles'
import { Segmented } from '../parts/Segmented'
import { VisibleText } from '../parts/VisibleText'
import { AnsweredBy } from '../resolve/AnsweredBy'
import { useAnswerer } from '../resolve/use-answerer'
import { useStore } from '../studio/store'
import { readNumber } from '../text/typed-number'
import { ForecastNote, pricesOf } from './ForecastNote'
import type { GrowForm } from './grow-slice'
import { ProviderFields, providerOf } from './ProviderFields'
import { ShortField } from './ShortField'
import { useForecast } from './use-forecast'

/** A text of the person's is divided into passages, a model makes first rewrites, and each correction is a row. */
export function DraftRows({ dataset }: { readonly dataset: DatasetSummary }) {
  const form = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  const draft = useStore((state) => state.draftRows)
  const answerer = useAnswerer()
  const provider = providerOf(form)
  const reading = readNumber({ min: 50, max: 5000, whole: true }, form.target)
  const target = reading.wrong === null ? reading.value : null
  const source = sourceOf(form)
  const by: Input<'grow.draft'>['by'] | null =
    form.draftedBy === 'large' ? provider && { kind: 'large', provider } : answerer && { kind: 'local', by: answerer }
  const order = source === null || by === null || target === null ? null : { datasetId: dataset.id, source, target, by }
  const answer = useForecast('grow.forecastDrafting', order && { ...order, price: pricesOf(form) })
  const beginning = useStore((state) => state.beginning)
  const passages = answer?.ok === true ? answer.value.passages : null
  return (
    <>
      <p className="small quiet">
        Bring a text of yours: it is divided into passages, a model makes a first rewrite of each, and you correct it. Every passage that
        you accept is a row.
      </p>
      <DocumentField />
      <ShortField
        label="Characters a passage"
        hint="About, from 50 to 5,000; passages end where sentences do."
        wrong={reading.wrong}
        value={form.target}
        onType={(next) => type({ target: next })}
      />
      <Segmented
        label="Who makes the first rewrite"
        value={form.draftedBy}
        options={[
          { value: 'local', label: 'A model here' },
          { value: 'large', label: 'A large model' },
        ]}
        onChange={(draftedBy) => type({ draftedBy })}
      />
      {form.draftedBy === 'large' ? (
        <ProviderFields />
      ) : answerer === null ? (
        <p className="small quiet">No model is here yet. Add one on the Train screen.</p>
      ) : (
        <AnsweredBy by={answerer} />
      )}
      <ForecastNote
        large={form.draftedBy === 'large'}
        answer={answer}
        missing={
          source === null
            ? 'Paste or choose a text to see its passages.'
            : target === null
              ? 'Mend the length to see the passages.'
              : by === null
                ? 'Name an address and a model to see what would be sent.'
                : null
        }
      />
      {passages !== null && answer?.ok === true && (
        <p className="small num">
          {counted(passages, 'passage')} of {count(answer.value.characters)} characters together
        </p>
      )}
      <div className="row">
        <Button
          look="primary"
          disabled={order === null || passages === null || passages === 0 || beginning}
          onClick={() => order !== null && void draft(order)}
        >
          {passages === null ? 'Draft rewrites' : `Draft ${counted(passages, 'rewrite')}`}
        </Button>
      </div>
    </>
  )
}

function DocumentField() {
  const { document } = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  const choose = useStore((state) => state.chooseDocument)
  if (document.from === 'file') {
    return (
      <>
        <p className="row">
          <b className="clip">
            <VisibleText text={document.file.name} />
          </b>
          <Button look="quiet" onClick={() => type({ document: { from: 'text', text: '' } })}>
            Another text
          </Button>
        </p>
        <LeftFiles count={document.left} />
      </>
    )
  }
  return (
    <Field label="Text" hint="Paste it, drop a text, Word or PDF file, or choose one.">
      {(ids) => (
        <>
          <textarea
            {...ids}
            rows={7}
            maxLength={5_000_000}
            spellCheck={false}
            value={document.text}
            onChange={(event) => type({ document: { from: 'text', text: event.target.value } })}
          />
          <span>
            <Button onClick={() => void choose()}>Choose a text…</Button>
          </span>
        </>
      )}
    </Field>
  )
}

function sourceOf({ document }: GrowForm) {
  if (document.from === 'file') return { from: 'file', handle: document.file.handle } as const
  return document.text.trim() === '' ? null : ({ from: 'text', text: document.text, name: 'pasted text' } as const)
}
