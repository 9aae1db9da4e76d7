import { epochWords, fullWords } from '../../electron/shared/config-words'
import { counted } from '../../electron/shared/quantities'
import type { PresetName, TrainingConfig } from '../../electron/shared/training'
import { Button } from '../parts/Button'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'
import { shownNumber } from '../text/typed-number'
import type { FormConfig } from './settings/form-config'

const names: Readonly<Record<PresetName, string>> = { quick: 'Quick', balanced: 'Balanced', thorough: 'Thorough' }

const meanings: Readonly<Record<PresetName, string>> = {
  quick: 'Half the passes with a small adapter: shows whether the rows teach anything.',
  balanced: 'Suits most datasets with this model.',
  thorough: 'Up to twice the passes and room for more; it ends when it gets no better, and keeps the weights that rewrite best.',
}

const presets: readonly PresetName[] = ['quick', 'balanced', 'thorough']

/** Where to begin: three sets of settings, or one's own. */
export function Presets({ form }: { readonly form: FormConfig }) {
  const origin = useStore((state) => state.origin)
  const choose = useStore((state) => state.choosePreset)
  const putBack = useStore((state) => state.putBack)
  const changed = form.changed.length
  const own = origin.kind !== 'preset' || changed > 0
  return (
    <section aria-labelledby="form-preset">
      <h2 id="form-preset">Where to begin</h2>
      <Segmented
        label="Preset"
        value={origin.kind !== 'preset' || changed > 0 ? 'custom' : origin.name}
        options={[
          ...presets.map((name) => ({ value: name, label: names[name] })),
          ...(own ? [{ value: 'custom' as const, label: 'Custom' }] : []),
        ]}
        onChange={(name) => name !== 'custom' && choose(name)}
      />
      <div className="preset-line">
        <p className="hint">
          {origin.kind === 'preset' && changed === 0 && `${meanings[origin.name]} `}
          {own &&
            `${beginning(origin.kind === 'preset' ? names[origin.name] : `“${origin.kind === 'file' ? origin.name : origin.run.name}”`, changed)} `}
          {form.wrong.size === 0 && <span className="setting-note">{facts(form.config)}</span>}
        </p>
        {changed > 0 && (
          <Button onClick={() => putBack(form.changed)}>
            {origin.kind === 'preset' ? `Back to ${names[origin.name]}` : 'Undo my changes'}
          </Button>
        )}
      </div>
    </section>
  )
}

const beginning = (from: string, changed: number): string =>
  changed === 0 ? `As in ${from}.` : `${from} with ${counted(changed, 'change')}.`

/** The settings that make most of the difference, in a line. */
function facts({ epochs, iters, learning_rate, lr_schedule, fine_tune_type, num_layers, lora_parameters }: TrainingConfig): string {
  const length = iters === null ? epochWords(epochs) : counted(iters, 'iteration')
  const pace = lr_schedule === null ? `rate ${shownNumber(learning_rate)}` : 'a rate of its own'
  const reach = fine_tune_type === 'full' ? fullWords(num_layers) : `rank ${lora_parameters.rank}`
  return [length, pace, reach].join(' · ')
}
