import type { ModelFacts } from '../models/model-facts'

/**
 * What the interpreter takes with its libraries at work, in bytes. Measured as `footprint.py` counts, on Linux with Python 3.11, mlx 0.32,
 * mlx-lm 0.32 and transformers 5.23: 10 MB for the interpreter, 81 MB once mlx-lm and transformers are imported, 120 to 128 MB while the demo
 * model trains, without mlx’s arrays and the buffers it keeps (`python-memory.test.ts` holds it to half as much again, either way). Not measured on a Mac yet.
 */
const processBytes = 130e6
/** Of an entry of the vocabulary, in bytes: measured once, by hand, a tokenizer of 128,000 entries and as many merges took 135 MB. */
const entryBytes = 1060

/** Share of the machine that freed buffers may take, and the most of it in bytes: as `training.py` limits mlx’s cache. */
const reusedShare = 1 / 16
const mostReused = 2 ** 30

/** What Python and its libraries take for a model, its tokenizer among them, in bytes. */
export function pythonBytes({ vocabulary }: Pick<ModelFacts, 'vocabulary'>): number {
  return processBytes + entryBytes * vocabulary
}

/**
 * The most that freed buffers take besides, in bytes. mlx keeps them for the next batch, which wants such buffers again; on a Mac’s GPU it gives
 * them back before memory runs short, so that they decide about nothing.
 * @param machine all that the machine has, in bytes
 */
export function mostKeptForReuse(machine: number): number {
  return Math.min(machine * reusedShare, mostReused)
}
