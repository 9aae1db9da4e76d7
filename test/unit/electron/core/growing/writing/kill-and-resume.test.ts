import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, it } from 'vitest'
import { ReviewQueue } from '../../../../../../electron/core/growing/review/review-queue'
import { growOutcome } from '../../../../../../electron/shared/growing'
import { completion, type Received, silence, textsFor } from '../../../../../model-server'
import { temporaryFolder } from '../../temporary-folder'
import { startModelServer } from '../model-server'
import { simplePlan } from './job'

const root = resolve(import.meta.dirname, '../../../../../..')
/** In the checkout, where the clients are found. */
const bundle = join(root, 'out', 'test-growing')
const key = 'sk-test-abcdef-1234567890'
/** Requests for texts, and one second reading a text. */
const wanted = simplePlan.rows / simplePlan.textsPerRequest + simplePlan.rows

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'writing-process.ts'),
      outDir: bundle,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'writing-process.js' } },
    },
  })
})

function start(folder: string, origin: string): { readonly child: ChildProcess; readonly ended: Promise<string> } {
  const child = spawn(process.execPath, [join(bundle, 'writing-process.js'), folder, origin], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, OPENAI_API_KEY: key },
  })
  let words = ''
  child.stdout.on('data', (chunk: Buffer) => {
    words += chunk.toString('utf8')
  })
  return { child, ended: once(child, 'close').then(() => words) }
}

const questionOf = ({ body }: Received) => JSON.stringify(body.messages)
const answerTo = (received: Received) => {
  const [, source] = /^Please resolve all coreferences in this text: (.*)\n/.exec(received.body.messages.at(-1)?.content ?? '') ?? []
  const rewrite = source?.replace('She gave her', "Maria gave Maria's")
  return completion(JSON.stringify(rewrite === undefined ? { texts: textsFor(received) } : { rewrite }))
}

it('goes on after any kill, and has no answer paid twice', async () => {
  const server = await startModelServer()
  const folder = await temporaryFolder()
  const answered = new Map<string, number>()
  let open: ChildProcess | null = null
  // Each process is killed at its second or third request, before that has an answer; whatever was answered stays answered.
  let left = 2
  server.decides((received) => {
    if (open !== null && left-- === 0) {
      open.kill('SIGKILL')
      return silence
    }
    answered.set(questionOf(received), (answered.get(questionOf(received)) ?? 0) + 1)
    return answerTo(received)
  })
  let words = ''
  for (let kill = 0; words === ''; kill++) {
    const { child, ended } = start(folder, server.origin)
    left = 1 + (kill % 2)
    open = kill < 6 ? child : null
    words = await ended
  }
  const outcome = growOutcome.parse(JSON.parse(words))
  expect(outcome).toMatchObject({ state: 'done', figures: { answered: wanted, candidates: simplePlan.rows } })
  expect([...answered.values()]).toEqual(Array(wanted).fill(1))
  expect(server.received).toHaveLength(wanted + 6)
  const queue = await ReviewQueue.open(join(folder, 'queue.jsonl'))
  expect(queue.damaged).toBe(0)
  expect(queue.entries.map(({ candidate: { id } }) => id)).toEqual([0, 1, 2, 3].flatMap((item) => [`job-1-${item}-0`, `job-1-${item}-1`]))
  expect(queue.entries.every(({ candidate }) => candidate.secondReading === candidate.rewrite && candidate.reasons.length === 0)).toBe(true)
  const files = await Promise.all(['queue.jsonl', 'jobs/job-1/answers.jsonl'].map((file) => readFile(join(folder, file), 'utf8')))
  expect(files.join('')).not.toContain('1234567890')
})
