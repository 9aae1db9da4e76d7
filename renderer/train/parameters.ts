import type { TrainingConfig } from '../../electron/shared/training'
import type { Choices } from './train-slice'

/** A setting of a run that people change: its bounds are the contract's. */
export type Parameter = {
  readonly key: keyof Choices
  readonly label: string
  /** What it does, in plain words; the field's term is the label. */
  readonly hint: string
  readonly min: number
  readonly max: number
  readonly whole: boolean
  readonly from: (config: TrainingConfig) => number
  /** Behind "More". */
  readonly rare?: true
}

/** The settings on the form, in order. */
export const parameters: readonly Parameter[] = [
  {
    key: 'epochs',
    label: 'Epochs',
    hint: 'How often it reads every row. More learns more, until it learns the rows by heart.',
    min: 0.01,
    max: 1000,
    whole: false,
    from: (config) => config.epochs,
  },
  {
    key: 'learning_rate',
    label: 'Learning rate',
    hint: 'How far each step goes. Too high and the loss jumps or leaves the numbers; too low and little is learned.',
    min: 1e-9,
    max: 1,
    whole: false,
    from: (config) => config.learning_rate,
  },
  {
    key: 'rank',
    label: 'Rank',
    hint: 'How much room the adapter has (LoRA rank). 8 suits most; more takes more memory.',
    min: 1,
    max: 256,
    whole: true,
    from: (config) => config.lora_parameters.rank,
  },
  {
    key: 'batch_size',
    label: 'Batch size',
    hint: 'Rows read at once for one step. More is steadier and takes more memory.',
    min: 1,
    max: 256,
    whole: true,
    from: (config) => config.batch_size,
  },
  {
    key: 'max_seq_length',
    label: 'Longest row',
    hint: 'In tokens. Longer rows are cut at their end, and you are told which.',
    min: 16,
    max: 131_072,
    whole: true,
    from: (config) => config.max_seq_length,
  },
  {
    key: 'seed',
    label: 'Seed',
    hint: 'The same seed deals the same rows in the same order.',
    min: 0,
    max: 2_147_483_647,
    whole: true,
    from: (config) => config.seed,
    rare: true,
  },
]

/** What is wrong with a value; null when it will do. */
export function wrongWith(parameter: Parameter, value: number): string | null {
  if (!Number.isFinite(value)) return 'A number is needed.'
  if (parameter.whole && !Number.isInteger(value)) return 'A whole number is needed.'
  if (value < parameter.min) return `At least ${parameter.min}.`
  return value > parameter.max ? `At most ${parameter.max.toLocaleString('en-US')}.` : null
}

/** The chosen values that will not do, with why. */
export function wrongParameters(choices: Choices): ReadonlyMap<keyof Choices, string> {
  const wrong = parameters.flatMap((parameter): [keyof Choices, string][] => {
    const value = choices[parameter.key]
    const why = value === undefined ? null : wrongWith(parameter, value)
    return why === null ? [] : [[parameter.key, why]]
  })
  return new Map(wrong)
}
