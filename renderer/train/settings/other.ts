import { optional, type SettingGroup, wholeNumber } from './setting'

/** The rest. */
export const other: SettingGroup = {
  id: 'other',
  title: 'Other',
  settings: [
    {
      path: 'mask_prompt',
      label: 'Learn from answers only',
      hint: 'The question is read, the answer is learned. Without it the model also learns to write questions.',
      form: { kind: 'toggle', on: 'Leave the question out of the loss' },
    },
    {
      path: 'seed',
      label: 'Seed',
      hint: 'The same seed deals the same rows in the same order.',
      form: wholeNumber(0, 2_147_483_647),
    },
    {
      path: 'steps_per_report',
      label: 'Point of the curve every',
      hint: 'Iterations between two points of the training curve.',
      form: optional(wholeNumber(), 'about 200 in a run'),
    },
    {
      path: 'report_to',
      label: 'Also report to',
      hint: 'Writes the curves for another tool as well. Only wandb sends them over the network.',
      form: {
        kind: 'choice',
        options: [
          { value: null, label: 'Nothing else' },
          { value: 'tensorboard', label: 'TensorBoard' },
          { value: 'trackio', label: 'Trackio' },
          { value: 'wandb', label: 'Weights & Biases' },
        ],
      },
    },
    {
      path: 'project_name',
      label: 'Project',
      hint: 'The project the curves are filed under there.',
      form: { kind: 'text', longest: 120, empty: 'antecedent' },
      when: (config) => config.report_to !== null,
    },
  ],
}
