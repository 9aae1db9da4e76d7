import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noModelPlaces } from '../../no-model-places'
import { python } from '../../python-script'
import { temporaryFolder } from '../../temporary-folder'
import { root, trainedRun } from '../trained-run'

it('becomes a GGUF without a Modelfile where Ollama’s language cannot say its prompt, and says so', async () => {
  const home = await temporaryFolder()
  const model = join(home, 'shouting')
  await cp(join(root, 'assets', 'demo-model'), model, { recursive: true })
  const template = join(model, 'chat_template.jinja')
  const loud = "(message['content'] | upper if message['role'] == 'user' else message['content'])"
  const changed = (await readFile(template, 'utf8')).replace("'|>' + message['content']", `'|>' + ${loud}`)
  expect(changed).toContain('| upper')
  await writeFile(template, changed)
  const { studio, run } = await trainedRun(home, noModelPlaces, model)
  try {
    await studio.services.settings.change({ ggufConverter: join(root, 'test', 'fixtures', 'stand_in_converter.py'), ggufPython: python })
    const asked = { runId: run.id, format: 'gguf', folder: home, name: 'made' } as const
    const { path, notes, commands } = await studio.services.exporting.export(asked, new AbortController().signal)
    expect(await readdir(path)).toEqual(['README.md', 'antecedent.json', 'made.gguf'])
    expect(notes).toEqual([expect.stringContaining('There is no Modelfile for Ollama.')])
    expect(commands.map(({ label }) => label)).toEqual(['llama.cpp', 'llama.cpp, as a server'])
    expect(await readFile(join(path, 'README.md'), 'utf8')).toContain('There is no Modelfile for Ollama.')
  } finally {
    await studio.close()
  }
})
