import { optimizerSettings } from './optimizer-settings'
import { aboveZero, always, numberWithin, optional, type SettingGroup } from './setting'

/** The rate, its course, and the rule that turns gradients into steps. */
export const howItLearns: SettingGroup = {
  id: 'how-it-learns',
  title: 'How it learns',
  settings: [
    {
      path: 'learning_rate',
      label: 'Learning rate',
      hint: 'How far each update goes. Too high and the loss jumps or leaves the numbers; too low and little is learned.',
      form: aboveZero(1),
      common: always,
      when: (config) => config.lr_schedule === null,
    },
    {
      path: 'schedule',
      label: 'Schedule',
      hint: 'How the rate goes from its highest to the end of the run. Falling gently is the safe choice.',
      form: {
        kind: 'choice',
        options: [
          { value: 'cosine_decay', label: 'Falls gently (cosine)' },
          { value: 'linear_schedule', label: 'Falls evenly (linear)' },
          { value: 'constant', label: 'Stays the same' },
        ],
      },
      when: (config) => config.lr_schedule === null,
    },
    {
      path: 'warmup_fraction',
      label: 'Warm-up',
      hint: 'Share of the steps during which the rate rises from zero: 0.05 is the first twentieth.',
      form: numberWithin(0, 0.5),
      when: (config) => config.lr_schedule === null,
    },
    {
      path: 'lr_schedule',
      label: 'Schedule of mlx-lm',
      hint: 'A schedule in mlx-lm’s own form, in steps. It then decides the rate alone.',
      form: { kind: 'schedule' },
      common: (config) => config.lr_schedule !== null,
    },
    {
      path: 'clip_norm',
      label: 'Largest gradient',
      hint: 'A gradient longer than this is shortened to it, so that one odd batch cannot throw the model off.',
      form: optional(aboveZero(), 'never shortened'),
    },
    ...optimizerSettings,
  ],
}
