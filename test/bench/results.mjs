import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { at } from '../../scripts/checkout.mjs'
import { findOpenBlas } from '../../scripts/openblas.mjs'

const file = at('test', 'bench', 'RESULTS.md')
const heading = '# What was measured\n\nWritten by `npm run bench`; a section is replaced when its bench runs again.\n'

/**
 * Puts a section into RESULTS.md, in the place of the one of that name.
 * @param {string} name
 * @param {readonly string[]} lines
 */
export function writeSection(name, lines) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : heading
  const [head = heading, ...sections] = text.split(/\n(?=## )/)
  const section = `## ${name}\n\n${machine()}\n\n${lines.join('\n')}\n`
  const kept = sections.filter((other) => !other.startsWith(`## ${name}\n`))
  writeFileSync(file, `${[head.trimEnd(), ...[...kept, section].sort().map((each) => each.trimEnd())].join('\n\n')}\n`)
}

/** The machine, in a line. */
function machine() {
  const day = new Date().toISOString().slice(0, 10)
  const memory = Math.round(totalmem() / 2 ** 30)
  const blas = platform() === 'linux' ? `, ${findOpenBlas() ? 'with' : 'without'} OpenBLAS` : ''
  return `${day}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${memory} GB${blas}, Node ${process.versions.node}.`
}
