import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../..')

/** The Python of the checkout. */
export const python = join(root, '.venv', 'bin', 'python')

/** Runs a script of test/fixtures with the sidecar's package at hand, hands it JSON on stdin, and parses what it prints. */
export async function runPythonScript(name: string, input: unknown): Promise<unknown> {
  const child = spawn(python, ['-B', join(root, 'test', 'fixtures', name)], {
    env: { ...process.env, PYTHONPATH: join(root, 'python-sidecar') },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let written = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text
  })
  child.stdin.end(JSON.stringify(input))
  await once(child, 'close')
  return JSON.parse(written)
}
