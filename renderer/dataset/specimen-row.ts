import type { Comparison } from '../../electron/shared/resolution'

/** A row as small as a row can be, and what its rewrite did to its source, as the comparison of the two has it. */
export const specimenRow = {
  source: 'Amazon disappointed. Its shares fell.',
  output: 'Amazon disappointed. Amazon’s shares fell.',
  comparison: {
    edits: [{ start: 21, end: 24, outputStart: 21, outputEnd: 29, before: 'Its', after: 'Amazon’s', kind: 'resolved', cluster: 0 }],
    clusters: [
      {
        name: 'Amazon',
        mentions: [
          { start: 0, end: 6, text: 'Amazon' },
          { start: 21, end: 24, text: 'Its' },
        ],
      },
    ],
    leftAsIs: [],
  } satisfies Comparison,
} as const
