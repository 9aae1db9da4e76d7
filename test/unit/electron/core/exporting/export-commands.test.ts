import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { exportCommands, ollamaName, transformersExample, type Usable } from '../../../../../electron/core/exporting/export-commands'
import { run } from '../../../renderer/figures'

const execute = promisify(execFile)
const hostile = { system: `It's "exact"; $(x) \`y\` \\ 🙂`, before: "Say: 'Ann'\n" }
const usable = (format: Usable['format'], path: string): Usable => ({
  format,
  bits: null,
  path,
  name: 'Mein Modell!',
  modelfile: true,
  base: { mlx: 'a/b', transformers: 'c/d' },
})

it.each(['mlx', 'lm-studio', 'ollama', 'gguf', 'peft', 'adapter'] as const)('gives a shell each word as it is (%s)', async (format) => {
  const path = `/tmp/a b'c"$d`
  for (const { command } of exportCommands(usable(format, path), run('x'), hostile)) {
    const [program, ...words] = command.split(' ')
    const { stdout } = await execute('sh', ['-c', `show() { printf '%s\\0' "$@"; }; show ${words.join(' ')}`])
    expect(program).toMatch(/^(?:mlx_lm\.generate|vllm|ollama|lms|curl|llama-cli|llama-server)$/)
    const found = stdout.split('\0')
    const after = (...options: string[]) => options.flatMap((option) => (found.includes(option) ? [found[found.indexOf(option) + 1]] : []))
    for (const prompt of after('--prompt', '-p')) expect(prompt?.startsWith(hostile.before)).toBe(true)
    for (const system of after('--system-prompt', '-sys')) expect(system).toBe(hostile.system)
    for (const body of after('-d')) expect(JSON.parse(body ?? '').messages[0].content).toBe(hostile.system)
    if (!/^ollama run|^lms|^curl/.test(command)) expect(found.some((word) => word.includes(path))).toBe(true)
  }
})

it.each(['mlx', 'peft'] as const)('writes Python that says the same turns (%s)', async (format) => {
  const program = transformersExample(usable(format, '.'), hostile) ?? ''
  const turns = program.slice(program.indexOf('turns ='), program.indexOf(']\n') + 1)
  const python = resolve(import.meta.dirname, '../../../../../.venv/bin/python')
  const { stdout } = await execute(python, ['-c', `${turns}\nimport json; print(json.dumps(turns))`])
  expect(JSON.parse(stdout)).toEqual([
    { role: 'system', content: hostile.system },
    { role: 'user', content: `${hostile.before}Paul went to a shop. He met Andy.` },
  ])
  await execute(python, ['-c', 'import ast, sys; ast.parse(sys.argv[1])', program])
})

it('shows no Python for what transformers does not load', () => {
  expect(transformersExample(usable('adapter', '.'), hostile)).toBeNull()
  expect(transformersExample({ ...usable('mlx', '.'), bits: 8 }, hostile)).toBeNull()
  expect(transformersExample(usable('gguf', '.'), hostile)).toBeNull()
})

it.each([
  ['Mein Modell!', 'mein-modell'],
  ['../Été_2.5', 'e-te-_2.5'],
  ['日本', 'antecedent'],
])('makes a name that Ollama takes (%s)', (folder, name) => {
  expect(ollamaName(folder)).toMatch(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/)
  if (!folder.includes('/')) expect(ollamaName(folder)).toBe(name)
})
