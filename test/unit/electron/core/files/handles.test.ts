import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileHandles, forPeople } from '../../../../../electron/core/files/handles'
import { temporaryFolder } from '../temporary-folder'

it('gives a handle for a file and none for what does not suit the purpose', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'a.jsonl')
  await writeFile(file, '')
  const handles = new FileHandles()
  const located = await handles.locate(file, 'dataset')
  expect(handles.path(located.handle)).toBe(file)
  expect(located.name).toBe('a.jsonl')
  // A folder with train.jsonl is a dataset too.
  expect(handles.path((await handles.locate(folder, 'dataset')).handle)).toBe(folder)
  await expect(handles.locate(file, 'export')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
  await expect(handles.locate(join(folder, 'b'), 'dataset')).rejects.toMatchObject({ failure: { code: 'not-found' } })
  await expect(handles.locate('a.jsonl', 'dataset')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
  expect(() => handles.path('never-given')).toThrow('no longer known')
})

it.each(['config', 'hosts', 'document'] as const)('gives a handle for a file of %s, and none for its folder', async (purpose) => {
  const folder = await temporaryFolder()
  const file = join(folder, 'a')
  await writeFile(file, '')
  const handles = new FileHandles()
  expect(handles.path((await handles.locate(file, purpose)).handle)).toBe(file)
  await expect(handles.locate(folder, purpose)).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
})

it('takes a name with spaces at its ends for what it is, and drops spaces around a typed path', async () => {
  const folder = await temporaryFolder()
  const [odd, plain] = [join(folder, 'odd.jsonl '), join(folder, 'plain.jsonl')]
  for (const path of [odd, plain]) await writeFile(path, '')
  const handles = new FileHandles()
  expect(handles.path((await handles.locate(odd, 'dataset')).handle)).toBe(odd)
  expect(handles.path((await handles.locate(` ${plain}\n`, 'dataset')).handle)).toBe(plain)
})

it('writes the home folder as ~', () => {
  expect(forPeople(join(homedir(), 'x'))).toBe('~/x')
  expect(forPeople(`${homedir()}x`)).toBe(`${homedir()}x`)
})
