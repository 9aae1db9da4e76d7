import { aboveZero, always, type SettingGroup, wholeNumber } from './setting'

/** How long a run trains. */
export const howLong: SettingGroup = {
  id: 'how-long',
  title: 'How long',
  settings: [
    {
      path: 'epochs',
      label: 'Epochs',
      term: 'epoch',
      hint: 'How often it reads every row. More learns more, until it learns the rows by heart.',
      form: aboveZero(1000),
      common: always,
      when: (config) => config.iters === null,
    },
    {
      path: 'iters',
      label: 'Iterations',
      hint: 'Batches to learn from, whatever the number of rows. Epochs are passed over.',
      form: { ...wholeNumber(1, 10_000_000), apart: true },
      common: always,
      when: (config) => config.iters !== null,
    },
  ],
}
