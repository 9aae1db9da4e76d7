import type { TrainingConfig } from '../../../electron/shared/training'
import { aboveZero, type NumberForm, numberWithin, optional, type Setting, wholeNumber } from './setting'

type Optimizer = TrainingConfig['optimizer']

const beta: NumberForm = { ...numberWithin(0, 1), open: 'max' }
const decay = numberWithin(0, 10)

const firstMoment = 'How long the average of past gradients remembers.'
const secondMoment = 'How long the average of their squares remembers.'
const epsilon = 'Keeps a division from running away; rarely changed.'
const correction = 'Without it Adam’s first steps are about three times too large.'
const shrink = 'Pulls weights towards zero a little with every update.'

const argument = (optimizer: Optimizer, name: string, label: string, hint: string, form: Setting['form']): Setting => ({
  path: `optimizer_config.${optimizer}.${name}`,
  label,
  hint,
  form,
  when: (config) => config.optimizer === optimizer,
})

const adamArguments = (optimizer: 'adam' | 'adamw'): readonly Setting[] => [
  argument(optimizer, 'betas.0', 'First beta', firstMoment, beta),
  argument(optimizer, 'betas.1', 'Second beta', secondMoment, beta),
  argument(optimizer, 'eps', 'Epsilon', epsilon, aboveZero()),
  argument(optimizer, 'bias_correction', 'Bias correction', correction, { kind: 'toggle', on: 'Correct the first steps' }),
]

const momentumArguments = (optimizer: 'muon' | 'sgd'): readonly Setting[] => [
  argument(optimizer, 'momentum', 'Momentum', 'How much of the last step goes into the next.', beta),
  argument(optimizer, 'weight_decay', 'Weight decay', shrink, decay),
  argument(optimizer, 'nesterov', 'Nesterov', 'Looks ahead along the momentum before it steps.', { kind: 'toggle', on: 'Look ahead' }),
]

/** The rule that turns gradients into steps, and what each rule takes. Only the chosen one's settings are shown. */
export const optimizerSettings: readonly Setting[] = [
  {
    path: 'optimizer',
    label: 'Optimizer',
    hint: 'The rule that turns gradients into steps. Adam suits most; AdamW adds weight decay.',
    form: {
      kind: 'choice',
      options: [
        { value: 'adam', label: 'Adam' },
        { value: 'adamw', label: 'AdamW' },
        { value: 'muon', label: 'Muon' },
        { value: 'sgd', label: 'SGD' },
        { value: 'adafactor', label: 'Adafactor' },
      ],
    },
  },
  ...adamArguments('adam'),
  ...adamArguments('adamw'),
  argument('adamw', 'weight_decay', 'Weight decay', shrink, decay),
  ...momentumArguments('muon'),
  argument('muon', 'ns_steps', 'Newton–Schulz steps', 'Rounds that straighten each update; five suffice.', wholeNumber(1, 20)),
  ...momentumArguments('sgd'),
  argument('sgd', 'dampening', 'Dampening', 'How much of the new gradient momentum holds back.', numberWithin(0, 1)),
  argument('adafactor', 'eps.0', 'Epsilon of squares', epsilon, aboveZero()),
  argument('adafactor', 'eps.1', 'Epsilon of weights', epsilon, aboveZero()),
  argument('adafactor', 'clip_threshold', 'Clip threshold', 'Updates larger than this, as a root mean square, are shortened.', aboveZero()),
  argument('adafactor', 'decay_rate', 'Decay rate', 'How quickly the average of squares forgets: −0.8 is usual.', numberWithin(-1, 0)),
  argument('adafactor', 'beta_1', 'First beta', firstMoment, optional(beta, 'no average')),
  argument('adafactor', 'weight_decay', 'Weight decay', shrink, decay),
  argument('adafactor', 'scale_parameter', 'Scale by weights', 'Makes steps larger where weights are larger.', {
    kind: 'toggle',
    on: 'Scale steps by the size of the weights',
  }),
  argument('adafactor', 'relative_step', 'Relative step', 'Chooses the rate by itself; the learning rate above is then passed over.', {
    kind: 'toggle',
    on: 'Choose the rate by itself',
  }),
  argument('adafactor', 'warmup_init', 'Warm-up of its own', 'Begins with very small steps; only with the relative step.', {
    kind: 'toggle',
    on: 'Begin with small steps',
  }),
]
