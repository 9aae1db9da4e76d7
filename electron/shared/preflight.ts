import { z } from 'zod'
import { memoryFit } from './model-memory'

const bytes = z.number().nonnegative()
const count = z.int().nonnegative()

export const memoryPlan = z.strictObject({
  weights: bytes,
  /** Weights that learn, their gradients, and what the optimizer keeps of them. */
  trainable: bytes,
  gradients: bytes,
  optimizer: bytes,
  /** Of the longest batch, kept for the backward pass. */
  activations: bytes,
  logits: bytes,
  /** The Python process itself: interpreter, libraries, tokenizer. */
  python: bytes,
  /** Of all of these. */
  total: bytes,
  /** Most that freed buffers take besides, while there is room. */
  reuse: bytes,
  /** Memory of this machine. */
  machine: bytes,
  verdict: memoryFit,
  /** What would make it fit, most helpful first; empty where it does. */
  remedies: z.array(z.string()).readonly(),
})
/** What training is expected to take of memory, in bytes. */
export type MemoryPlan = z.infer<typeof memoryPlan>

export const preflight = z.strictObject({
  /** Usable rows, and how they are divided. */
  rows: count,
  trainRows: count,
  validRows: count,
  testRows: count,
  /** Tokens per row, counted by the model's own tokenizer. */
  tokens: z.strictObject({
    p50: count,
    p95: count,
    max: count,
    total: count,
    learned: count,
    /** Rows by length; `to` is not in the bin. */
    histogram: z.array(z.strictObject({ from: count, to: count, rows: count })).readonly(),
  }),
  /** Rows longer than `max_seq_length`, the worst first, at most 100; `row` is the place in the dataset, from 0. */
  cut: z.strictObject({
    rows: count,
    examples: z.array(z.strictObject({ row: count, tokens: count, cut: count, lost: z.string() })).readonly(),
  }),
  /** Rows the chat template does not take, at most 100. */
  refused: z.strictObject({
    rows: count,
    examples: z.array(z.strictObject({ row: count, reason: z.string() })).readonly(),
  }),
  /** Rows of which nothing is left to learn, at most 100. */
  empty: z.strictObject({ rows: count, examples: z.array(count).readonly() }),
  memory: memoryPlan,
  steps: z.strictObject({
    batchesPerEpoch: count,
    updatesPerEpoch: count,
    iterations: count,
    updates: count,
    epochs: z.number().nonnegative(),
    validations: count,
  }),
})
/** What a run would be, known before any weights are loaded. */
export type Preflight = z.infer<typeof preflight>
