import { type ExportFormat, isFused } from '../../electron/shared/exporting'
import { bytes } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { allModels, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'

type Card = { readonly format: ExportFormat; readonly title: string; readonly text: string }

const cards: readonly Card[] = [
  {
    format: 'mlx',
    title: 'Fused model',
    text: 'One folder that answers by itself, in Hugging Face layout. For mlx-lm, LM Studio, transformers, vLLM.',
  },
  {
    format: 'ollama',
    title: 'Ollama',
    text: 'The fused model with a Modelfile: its prompt in Ollama’s own language, proved to be the one of the training.',
  },
  {
    format: 'peft',
    title: 'PEFT adapter',
    text: 'What was learned, in the layout of Hugging Face PEFT. Small, for transformers and vLLM with the base model.',
  },
  { format: 'adapter', title: 'Adapter for mlx-lm', text: 'What was learned as mlx-lm keeps it, to go with the base model. Small.' },
]

/** What the export is to be. */
export function FormatCards({ run, disabled }: { readonly run: Run; readonly disabled: boolean }) {
  const format = useStore((state) => state.format)
  const choose = useStore((state) => state.chooseFormat)
  const base = useStore((state) => allModels(state).find((model) => modelKey(model.ref) === modelKey(run.model.ref)))
  return (
    <fieldset className="cards" disabled={disabled}>
      <legend className="unseen">Format</legend>
      {cards.map((card) => (
        <label key={card.format} className="card option">
          <input
            type="radio"
            name="format"
            value={card.format}
            checked={card.format === format}
            onChange={() => choose(card.format)}
            aria-label={card.title}
          />
          <span className="grow">
            <b>{card.title}</b>
            <span className="small quiet">{card.text}</span>
          </span>
          <span className="num quiet">{isFused(card.format) && base?.trouble === null ? `about ${bytes(base.bytes)}` : ''}</span>
        </label>
      ))}
    </fieldset>
  )
}
