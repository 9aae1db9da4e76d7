import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { rowOf } from '../seed-row'
import { openPath } from './host'

export const fileOf = (rows: readonly string[]) => `${rows.join('\n')}\n`
export const good = Array.from({ length: 12 }, (_, at) => rowOf(`Anna bought lamp ${at}. She paid.`, `Anna bought lamp ${at}. Anna paid.`))

export const list = (page: Page) => page.getByRole('listbox', { name: 'Rows' })
export const rows = (page: Page) => list(page).getByRole('option')
export const rowAt = (page: Page, place: number) => list(page).locator(`[aria-posinset="${place}"]`)
export const heard = (page: Page) => page.getByTestId('live')
export const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true })

/** Writes a dataset into the host's home and opens it. */
export async function open(page: Page, folder: string, name: string, content: readonly string[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(path, fileOf(content))
  await openPath(page, path)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  return path
}
