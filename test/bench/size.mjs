import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { built, ensureBuild } from '../../scripts/build.mjs'

/**
 * The JavaScript and CSS that the window needs before it can show itself: the entry, what it imports statically at any depth, and their CSS.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchSize() {
  await ensureBuild()
  /** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[] }>} */
  const manifest = JSON.parse(readFileSync(join(built.renderer, 'manifest.json'), 'utf8'))
  const files = new Set()
  const seen = new Set()
  const visit = (/** @type {string} */ key) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key)
  const lines = ['Needed for the first paint.', '', '| kind | files | KB | KB gzip |', '|---|---|---|---|']
  for (const extension of ['.js', '.css']) {
    const contents = [...files].filter((file) => file.endsWith(extension)).map((file) => readFileSync(join(built.renderer, file)))
    const sum = (/** @type {(content: Buffer) => number} */ size) => contents.reduce((total, content) => total + size(content), 0) / 1000
    const kilobytes = [sum((content) => content.length), sum((content) => gzipSync(content).length)].map((value) => value.toFixed(1))
    lines.push(`| ${extension.slice(1)} | ${contents.length} | ${kilobytes.join(' | ')} |`)
  }
  return lines
}
