import { basename } from 'node:path'
import { StudioError } from '../../shared/errors'
import { readRegularFile } from '../files/regular-file'
import { readCast } from './cast'
import { type GapExample, isGap, readGap } from './gap'

/** A benchmark's texts: GAP's, or texts with their rewrites. */
export type Benchmark =
  | { readonly kind: 'gap'; readonly name: string; readonly examples: readonly GapExample[] }
  | { readonly kind: 'rewriting'; readonly name: string; readonly rows: readonly { readonly source: string; readonly gold: string }[] }

/** Largest file that is read as a benchmark (256 MiB); the public ones have less than one. */
const largest = 256 * 1024 * 1024

/** Reads a benchmark's file and tells its kind by its content. Throws `bad-input`, `file-empty` and what `readRegularFile` does. */
export async function readBenchmark(path: string): Promise<Benchmark> {
  return benchmarkOf(basename(path), (await readRegularFile(path, largest)).toString('utf8'))
}

/** The benchmark that a file's text is. Throws `bad-input` where it is none, `file-empty` where it has no texts. */
export function benchmarkOf(name: string, text: string): Benchmark {
  const benchmark: Benchmark | null = isGap(text) ? { kind: 'gap', name, examples: readGap(text) } : castOf(name, text)
  if (benchmark === null)
    throw new StudioError({
      code: 'bad-input',
      message: `${name} is no benchmark that is known here.`,
      hint: 'GAP’s tables (TSV) and TREC CAsT’s topics with manual rewrites (JSON) are.',
    })
  const texts = benchmark.kind === 'gap' ? benchmark.examples : benchmark.rows
  if (texts.length === 0) throw new StudioError({ code: 'file-empty', message: `${name} has no texts.` })
  return benchmark
}

function castOf(name: string, text: string): Benchmark | null {
  try {
    const rows = readCast(JSON.parse(text.replace(/^\ufeff/, '')))
    return rows === null ? null : { kind: 'rewriting', name, rows }
  } catch {
    return null
  }
}
