import { always, type SettingGroup, wholeNumber } from './setting'

/** What is read at once, and so what memory it takes. */
export const whatFits: SettingGroup = {
  id: 'what-fits',
  title: 'What fits in memory',
  settings: [
    {
      path: 'batch_size',
      label: 'Batch size',
      hint: 'Rows read at once. More is steadier and takes more memory.',
      form: wholeNumber(1, 256),
      common: always,
    },
    {
      path: 'max_seq_length',
      label: 'Longest row',
      hint: 'In tokens. Longer rows are cut at their end; they are listed before the run starts.',
      form: wholeNumber(16, 131_072),
      common: always,
    },
    {
      path: 'grad_accumulation_steps',
      label: 'Batches in a step',
      hint: 'Gathers several batches for one step: as steady as a larger batch, without its memory.',
      form: wholeNumber(1, 256),
    },
    {
      path: 'grad_checkpoint',
      label: 'Gradient checkpointing',
      hint: 'Takes much less memory and about a third more time; the result is the same.',
      form: { kind: 'toggle', on: 'Compute again instead of keeping' },
    },
  ],
}
