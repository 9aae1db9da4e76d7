import { StudioError } from '../../shared/errors'

/** Most questions, and most bytes of them, that one `generateMany` carries: its line has a limit. */
const [mostQuestions, mostBytes] = [512, 4 * 1024 * 1024]

/** How many questions from a place on are asked together, given their bytes. One that is too long by itself is asked alone. */
export function askedTogether<T>(questions: readonly T[], from: number, bytesOf: (question: T) => number): number {
  let bytes = 0
  for (let place = from; place < questions.length; place++) {
    bytes += bytesOf(questions[place] as T)
    if (place - from === mostQuestions || (place > from && bytes > mostBytes)) return place - from
  }
  return questions.length - from
}

/** Python ended a request for many answers without giving all of them. */
export function unanswered(): StudioError {
  return new StudioError({
    code: 'protocol-mismatch',
    message: 'Python said that it had answered every text, and had not.',
    hint: 'Restart the app; if it stays, install it again.',
  })
}
