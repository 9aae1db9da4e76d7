import { exportSize } from '../../electron/shared/export-size'
import { type ExportFormat, exportFormat, isFused } from '../../electron/shared/exporting'
import { bytes } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { allModels, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { formatNames } from './format-words'

const texts: Readonly<Record<ExportFormat, string>> = {
  mlx: 'One folder that answers by itself, in Hugging Face layout. For mlx-lm, transformers, vLLM.',
  'lm-studio': 'The fused model right where LM Studio looks for it, so that it is in its list, and in the one here.',
  ollama: 'The fused model with a Modelfile: its prompt in Ollama’s own language, proved to be the one of the training.',
  gguf: 'One file for llama.cpp and what is built on it, made of the fused model by llama.cpp’s own converter.',
  peft: 'What was learned, in the layout of Hugging Face PEFT. Small, for transformers and vLLM with the base model.',
  adapter: 'What was learned as mlx-lm keeps it, to go with the base model. Small.',
}

/** What the export is to be. */
export function FormatCards({ run, disabled }: { readonly run: Run; readonly disabled: boolean }) {
  const format = useStore((state) => state.format)
  const bits = useStore((state) => state.bits)
  const ggufType = useStore((state) => state.ggufType)
  const choose = useStore((state) => state.chooseFormat)
  const base = useStore((state) => allModels(state).find((model) => modelKey(model.ref) === modelKey(run.model.ref)))
  return (
    <fieldset className="cards" disabled={disabled}>
      <legend className="unseen">Format</legend>
      {exportFormat.options.map((option) => (
        <label key={option} className="card option">
          <input
            type="radio"
            name="format"
            value={option}
            checked={option === format}
            onChange={() => choose(option)}
            aria-label={formatNames[option]}
          />
          <span className="grow">
            <span className="format">
              <b>{formatNames[option]}</b>
              {isFused(option) && base?.trouble === null && (
                <span className="num quiet">about {bytes(exportSize(base, { format: option, bits, ggufType }))}</span>
              )}
            </span>
            <span className="small quiet">{texts[option]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
