import { aboveZero, optional, type SettingGroup, wholeNumber } from './setting'

/** How a run is checked on the way, and what is kept of it. */
export const keeping: SettingGroup = {
  id: 'keeping',
  title: 'Checking and keeping',
  settings: [
    {
      path: 'best_by',
      label: 'What is best',
      hint: 'The loss is quick and steady. The score rewrites some rows at each check, which takes longer and measures the task itself.',
      form: {
        kind: 'choice',
        options: [
          { value: 'loss', label: 'Lowest validation loss' },
          { value: 'score', label: 'Highest mention F1 of rewrites' },
        ],
      },
    },
    {
      path: 'score_rows',
      label: 'Rows rewritten',
      hint: 'Validation rows that are rewritten for the score at each check.',
      form: wholeNumber(1, 512),
      when: (config) => config.best_by === 'score',
    },
    {
      path: 'validation_fraction',
      label: 'Held for checking',
      hint: 'Share of the rows that is never trained on and tells how well it does: 0.1 is a tenth.',
      form: aboveZero(0.5),
    },
    {
      path: 'steps_per_eval',
      label: 'Check every',
      hint: 'Iterations between two checks on the validation rows.',
      form: optional(wholeNumber(), 'about ten in a run'),
    },
    {
      path: 'early_stopping_patience',
      label: 'End early after',
      hint: 'Checks in a row without a better one after which the run ends by itself.',
      form: optional(wholeNumber(1, 1000), 'train to the end'),
    },
    {
      path: 'save_seconds',
      label: 'Save at least every',
      hint: 'Seconds between two checkpoints: the most work that a crash can cost.',
      form: aboveZero(86_400),
    },
    {
      path: 'save_every',
      label: 'Save every',
      hint: 'Iterations between two checkpoints, besides those by time and at each best check.',
      form: optional(wholeNumber(), 'by time and best checks'),
    },
    {
      path: 'on_divergence',
      label: 'When the loss leaves the numbers',
      hint: 'Going back keeps what was learned and tries on more carefully.',
      form: {
        kind: 'choice',
        options: [
          { value: 'stop', label: 'End the run' },
          { value: 'halve', label: 'Go back and halve the rate' },
        ],
      },
    },
  ],
}
