import type { ExportFormat } from '../../electron/shared/exporting'
import type { Run } from '../../electron/shared/run'
import { allModels, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { bytes } from '../text/format'

type Card = { readonly format: ExportFormat; readonly title: string; readonly text: string }

const cards: readonly Card[] = [
  {
    format: 'mlx',
    title: 'Fused model',
    text: 'One folder that answers by itself, in Hugging Face layout. For mlx-lm, LM Studio, transformers, vLLM.',
  },
  { format: 'adapter', title: 'Adapter only', text: 'What was learned (the LoRA adapter), to go with the base model. Small, for mlx-lm.' },
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
          <span className="num quiet">{card.format === 'mlx' && base !== undefined ? `about ${bytes(base.bytes)}` : ''}</span>
        </label>
      ))}
    </fieldset>
  )
}
