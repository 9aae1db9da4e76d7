/** What a person asks in every row of the seed's format. */
export const instruction = 'Please resolve all coreferences in this text: '

/** A chat row in the seed's format. */
export const rowOf = (source: string, rewrite: string): string =>
  JSON.stringify({
    messages: [
      { role: 'user', content: instruction + source },
      { role: 'assistant', content: rewrite },
    ],
  })
