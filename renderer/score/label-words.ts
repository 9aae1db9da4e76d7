import { labelWords } from '../../electron/shared/score-words'
import type { MentionLabel } from '../../electron/shared/scorecard'

/** What became of a reference, or of words that are none. */
export const labelNames: Readonly<Record<MentionLabel | 'outside', string>> = {
  correct: labelWords.correct.words,
  form: labelWords.form.words,
  missed: labelWords.missed.words,
  wrong: labelWords.wrong.words,
  invented: labelWords.invented.words,
  deleted: labelWords.deleted.words,
  outside: 'changed, though no reference',
}
