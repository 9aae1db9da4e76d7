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
    text: 'One folder that answers by itself, in Hugging Face layout. For mlx-lm, transformers, vLLM.',
  },
  {
    format: 'lm-studio',
    title: 'LM Studio',
    text: 'The fused model right where LM Studio looks for it, so that it is in its list, and in the one here.',
  },
  {
    format: 'ollama',
    title: 'Ollama',
    text: 'The fused model with a Modelfile: its prompt in Ollama’s own language, proved to be the one of the training.',
  },
  {
    format: 'gguf',
    title: 'GGUF',
    text: 'One file for llama.cpp and what is built on it, made of the fused model by llama.cpp’s own converter.',
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
            <span className="format">
              <b>{card.title}</b>
              {isFused(card.format) && base?.trouble === null && <span className="num quiet">about {bytes(base.bytes)}</span>}
            </span>
            <span className="small quiet">{card.text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
