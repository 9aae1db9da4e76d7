import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { exitCodeOf } from '../../../../electron/cli/exit-code'
import { failureText, outputTo, progressLine } from '../../../../electron/cli/output'

function streams(isTTY: boolean) {
  const stdout = new PassThrough()
  const stderr = Object.assign(new PassThrough(), { isTTY })
  return { stdout, stderr, read: () => ({ out: stdout.read()?.toString() ?? '', err: stderr.read()?.toString() ?? '' }) }
}

it('puts JSON lines alone on stdout with --json', () => {
  const { read, ...both } = streams(false)
  const output = outputTo(both, true)
  output.line({ type: 'result', rows: 1 })
  output.say('for people')
  output.progress('training', 1, 2)
  output.note('beside it')
  expect(read()).toEqual({ out: '{"type":"result","rows":1}\n', err: 'beside it\n' })
})

it('draws a bar on a terminal only, and leaves it before the next words', () => {
  const { read, ...both } = streams(true)
  const output = outputTo(both, false)
  output.progress('training', 1, 2)
  output.say('done')
  const { out, err } = read()
  expect(out).toBe('done\n')
  expect(err).toContain('1 of 2')
  expect(err.endsWith('\n')).toBe(true)
  expect(progressLine('loading', 0, 0)).toBe('loading')
})

it('says what happened, where, and what can be done', () => {
  expect(failureText({ code: 'bad-input', message: 'Broken.', hint: 'Mend it.', where: { file: '/a.jsonl', line: 3 } })).toBe(
    'Broken. [/a.jsonl:3]\n  Mend it.',
  )
})

it('ends with 2 for bad input, 130 when stopped, 1 otherwise', () => {
  expect([exitCodeOf('bad-input'), exitCodeOf('file-empty'), exitCodeOf('cancelled'), exitCodeOf('sidecar-died')]).toEqual([2, 2, 130, 1])
})
