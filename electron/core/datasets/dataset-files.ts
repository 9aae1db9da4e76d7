import { createHash } from 'node:crypto'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import type { DataPart, DatasetSummary } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { unreadable } from '../files/handles'
import type { HomeLayout } from '../home'
import type { FileToOpen } from '../workbench/opening'
import type { WorkbenchIdentity } from '../workbench/workbench'

/** What the files of a folder's parts are called: mlx-lm's names, and those that other tools use. */
const namesOfParts: Readonly<Record<DataPart, readonly string[]>> = {
  train: ['train.jsonl'],
  valid: ['valid.jsonl', 'validation.jsonl', 'val.jsonl', 'dev.jsonl'],
  test: ['test.jsonl'],
}

/** The folders of a home that hold what the app made itself. */
export type OwnFolders = Pick<HomeLayout, 'datasets' | 'uploads'>

/**
 * A path as a dataset: a file, or a folder with `train.jsonl` and perhaps `valid.jsonl` and `test.jsonl`. The same path is always the same
 * dataset. Throws `not-found`, `file-unreadable`, `file-empty`, `bad-input` for a folder without training rows.
 */
export async function identifyDataset(path: string, own: OwnFolders): Promise<WorkbenchIdentity> {
  const real = await realpath(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const found = await stat(real)
  const id = `d-${createHash('sha256').update(real).digest('hex').slice(0, 16)}`
  const files = found.isDirectory() ? await partsIn(real) : [{ path: real, part: null }]
  const origin = found.isDirectory() ? 'folder' : await originOf(real, own)
  if (origin !== 'made' && (await isEmpty(files)))
    throw new StudioError({
      code: 'file-empty',
      message: `${basename(real)} is empty.`,
      hint: 'Choose a file with one JSON object a line.',
      where: { file: real, line: 1 },
    })
  return { id, name: basename(real), origin, path: real, files, journal: join(own.datasets, id, 'journal.jsonl') }
}

async function partsIn(folder: string): Promise<FileToOpen[]> {
  const names = new Set(await readdir(folder))
  const files = (['train', 'valid', 'test'] as const).flatMap((part): FileToOpen[] => {
    const name = namesOfParts[part].find((each) => names.has(each))
    return name === undefined ? [] : [{ path: join(folder, name), part }]
  })
  if (files[0]?.part === 'train') return files
  throw new StudioError({
    code: 'bad-input',
    message: `${basename(folder)} holds no train.jsonl.`,
    hint: 'Choose a folder with train.jsonl and perhaps valid.jsonl and test.jsonl, or a file.',
    where: { file: folder },
  })
}

async function isEmpty(files: readonly FileToOpen[]): Promise<boolean> {
  const sizes = await Promise.all(files.map(({ path }) => stat(path).then(({ size }) => size)))
  return sizes.every((size) => size === 0)
}

async function originOf(path: string, { datasets, uploads }: OwnFolders): Promise<DatasetSummary['origin']> {
  const inside = async (folder: string) => path.startsWith((await realpath(folder).catch(() => folder)) + sep)
  if (await inside(join(datasets, 'sample'))) return 'sample'
  if (await inside(datasets)) return 'made'
  return (await inside(uploads)) ? 'upload' : 'file'
}
