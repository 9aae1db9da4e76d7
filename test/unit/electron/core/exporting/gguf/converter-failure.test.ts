import { expect, it } from 'vitest'
import { conversionFailure } from '../../../../../../electron/core/exporting/gguf/converter-failure'
import { converterEnvironment } from '../../../../../../electron/core/exporting/gguf/converter-process'

const failure = (
  words: string,
  end: { readonly code: number | null; readonly signal: NodeJS.Signals | null } = { code: 1, signal: null },
) => conversionFailure({ ...end, words }).failure

it.each([
  ["ModuleNotFoundError: No module named 'torch'", 'python-missing', '“torch”'],
  ['ERROR:hf-to-gguf:Model LlamaXForCausalLM is not supported', 'model-invalid', 'LlamaXForCausalLM'],
  ['NotImplementedError: BPE pre-tokenizer was not recognized - update get_vocab_base_pre()', 'model-invalid', 'divides a text'],
  ["ValueError: Can not map tensor 'model.odd.weight'", 'model-invalid', 'model.odd.weight'],
  ['OSError: [Errno 28] No space left on device', 'disk-full', 'no room'],
  ['KeyError: 3', 'conversion-failed', 'ended with code 1'],
])('says what it means (%s)', (words, code, message) => {
  expect(failure(`INFO: begun\n${words}\n`)).toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringContaining(words),
  })
})

it('shows the last lines alone, without what only moves a cursor', () => {
  const bar = Array.from({ length: 40 }, (_, done) => `Writing: ${done} %`).join('\r')
  const { hint = '' } = failure(`first\n\u001b[31m${bar}\u001b[0m\n\n${'x'.repeat(1000)}\nlast\u0007`)
  const lines = hint.split('\n').slice(1)
  expect(lines).toHaveLength(6)
  expect(lines.at(-1)).toBe('last')
  expect(lines.at(-3)).toBe('Writing: 39 %')
  for (const gone of ['first', '\u001b']) expect(hint).not.toContain(gone)
  expect(Math.max(...lines.map((line) => line.length))).toBe(200)
})

it('says nothing of last words where there were none', () => {
  expect(failure('', { code: null, signal: 'SIGKILL' })).toMatchObject({ message: expect.stringContaining('SIGKILL') })
  expect(failure('').hint).not.toContain('last')
})

it('passes no token and no key on, and nothing that lets Python run something else', () => {
  const seen = converterEnvironment({ PATH: '/bin', HOME: '/h', HF_TOKEN: 's', OPENAI_API_KEY: 's', PYTHONPATH: '/x', PYTHONSTARTUP: '/y' })
  expect(Object.values(seen)).not.toContain('s')
  expect(Object.keys(seen).filter((name) => name.startsWith('PYTHON'))).toEqual(['PYTHONUTF8', 'PYTHONUNBUFFERED'])
  expect(seen).toMatchObject({ PATH: '/bin', HOME: '/h', HF_HUB_OFFLINE: '1' })
})
