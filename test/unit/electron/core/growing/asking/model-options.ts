import type { ModelOptions, Question } from '../../../../../../electron/core/growing/asking/large-model'

/** How the tests reach a model. Notes are gathered in `notes`. */
export function modelOptions(more: Partial<ModelOptions> = {}): ModelOptions & { readonly notes: string[] } {
  const notes: string[] = []
  return {
    key: null,
    timeoutMilliseconds: 20_000,
    onNote: (note) => notes.push(note),
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    ...more,
    notes,
  }
}

/** Any question. */
export const question: Question = {
  system: 'You write.',
  user: 'Write 1 text.',
  room: 500,
  shape: {
    name: 'texts',
    description: 'The texts.',
    schema: {
      type: 'object',
      properties: { texts: { type: 'array', items: { type: 'string' } } },
      required: ['texts'],
      additionalProperties: false,
    },
  },
}

/** A signal that nobody aborts. */
export const never = new AbortController().signal
