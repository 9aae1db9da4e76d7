import type { TrainingConfig } from '../../../electron/shared/training'
import { aboveZero, always, numberWithin, type SettingGroup, wholeNumber } from './setting'

const adapts = (config: TrainingConfig): boolean => config.fine_tune_type !== 'full'

/** Which numbers of the model training may change. */
export const whatChanges: SettingGroup = {
  id: 'what-changes',
  title: 'What changes in the model',
  settings: [
    {
      path: 'lora_parameters.rank',
      label: 'Rank',
      term: 'rank',
      hint: 'How much room the adapter has. 8 suits most; more takes more memory.',
      form: wholeNumber(1, 256),
      common: always,
      when: adapts,
    },
    {
      path: 'fine_tune_type',
      label: 'Kind',
      term: 'lora',
      hint: 'LoRA adds a small adapter; DoRA learns a little closer and slower; full changes the model itself and needs far more memory.',
      form: {
        kind: 'choice',
        options: [
          { value: 'lora', label: 'LoRA adapter' },
          { value: 'dora', label: 'DoRA adapter' },
          { value: 'full', label: 'Full: the model itself' },
        ],
      },
    },
    {
      path: 'lora_parameters.scale',
      label: 'Scale',
      hint: 'How strongly the adapter speaks. mlx-lm multiplies by it as it is, without dividing by the rank.',
      form: aboveZero(1000),
      when: adapts,
    },
    {
      path: 'lora_parameters.dropout',
      label: 'Dropout',
      hint: 'Share of the adapter’s input left out at random, against learning by heart.',
      form: numberWithin(0, 0.9),
      when: adapts,
    },
    {
      path: 'num_layers',
      label: 'Blocks',
      hint: 'Blocks that change, counted from the last; −1 changes all. Fewer take less memory.',
      form: wholeNumber(-1, 1000),
    },
    {
      path: 'lora_parameters.keys',
      label: 'Layers in a block',
      hint: 'Names of the layers that get an adapter, with commas between: self_attn.q_proj, self_attn.v_proj.',
      form: { kind: 'list', most: 64, longest: 200, empty: 'every linear layer' },
      when: adapts,
    },
  ],
}
