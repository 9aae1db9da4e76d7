import type { Preflight } from '../../../../electron/shared/preflight'

/** A preflight of a run with nothing to look at, with changes. */
export function preflightAnswer(changes: Partial<Preflight> = {}): Preflight {
  return {
    rows: 100,
    trainRows: 80,
    validRows: 10,
    testRows: 10,
    tokens: { p50: 100, p95: 200, max: 300, total: 10_000, learned: 5_000, histogram: [{ from: 0, to: 301, rows: 100 }] },
    cut: { rows: 0, examples: [] },
    refused: { rows: 0, examples: [] },
    empty: { rows: 0, examples: [] },
    memory: {
      weights: 1,
      trainable: 1,
      gradients: 1,
      optimizer: 1,
      activations: 1,
      logits: 1,
      python: 1,
      total: 7,
      reuse: 6,
      machine: 100,
      verdict: 'fits',
      remedies: [],
    },
    steps: { batchesPerEpoch: 20, updatesPerEpoch: 20, iterations: 40, updates: 40, epochs: 2, validations: 10 },
    ...changes,
  }
}
