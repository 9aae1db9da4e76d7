const text = { type: 'string' } as const
const turn = {
  type: 'object',
  required: ['role', 'content'],
  properties: {
    role: { type: 'string', enum: ['system', 'user', 'assistant'], description: 'Who speaks. The last turn is the assistant’s.' },
    content: { ...text, description: 'What is said.' },
  },
  defaultSnippets: [{ label: 'turn', body: { role: '$1', content: '$2' } }],
} as const

/** A row's line as JSON Schema: what an editor offers while it is typed. */
export const rowSchema = {
  type: 'object',
  properties: {
    messages: { type: 'array', items: turn, description: 'The turns of a chat: a system turn if there is one, then user and assistant.' },
    prompt: { ...text, description: 'The text to resolve, in a row of completions.' },
    completion: { ...text, description: 'Its rewrite, in a row of completions.' },
    text: { ...text, description: 'Plain text, all of which is learned.' },
    group: { ...text, description: 'Rows of one group are never divided by the split.' },
  },
} as const
