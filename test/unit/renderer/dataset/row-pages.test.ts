import { expect, it } from 'vitest'
import type { Answer } from '../../../../electron/shared/contract'
import type { RowView } from '../../../../electron/shared/dataset'
import { createRowPages, pageSize } from '../../../../renderer/dataset/row-pages'

const row = (index: number, rewrite = 'old'): RowView => ({
  id: index,
  index,
  line: index + 1,
  usable: true,
  edited: false,
  part: null,
  source: 's',
  rewrite,
  tokens: null,
  comparison: null,
  problems: [],
})

function listOf(total: number) {
  const asked: number[] = []
  let text = 'old'
  const pages = createRowPages(async (offset, limit): Promise<Answer<{ total: number; progress: number; rows: readonly RowView[] }>> => {
    asked.push(offset)
    const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, place) => row(offset + place, text))
    return { ok: true, value: { total, progress: 1, rows } }
  })
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
  return { pages, asked, settled, rewriteAll: (next: string) => (text = next) }
}

it('fetches the pages in view, each once', async () => {
  const { pages, asked, settled } = listOf(1000)
  pages.ensure(pageSize - 5, pageSize + 5)
  pages.ensure(pageSize - 5, pageSize + 5)
  await settled()
  pages.ensure(0, 10)
  expect(asked).toEqual([0, pageSize])
  expect(pages.known().at(pageSize + 1)?.index).toBe(pageSize + 1)
})

it('shows what was known at a moment, whatever arrives later', async () => {
  const { pages, settled } = listOf(10)
  const before = pages.known()
  pages.ensure(0, 9)
  await settled()
  expect([before.arrived, before.total, before.at(0)]).toEqual([false, 1, undefined])
  expect([pages.known().total, pages.known().at(0)?.index]).toEqual([10, 0])
})

it('keeps old rows on show until newer ones are here', async () => {
  const { pages, settled, rewriteAll } = listOf(10)
  pages.ensure(0, 9)
  await settled()
  rewriteAll('new')
  pages.expire()
  expect(pages.known().at(3)?.rewrite).toBe('old')
  pages.ensure(0, 9)
  await settled()
  expect(pages.known().at(3)?.rewrite).toBe('new')
})

it('puts a kept row in its place at once', async () => {
  const { pages, settled } = listOf(10)
  pages.ensure(0, 9)
  await settled()
  pages.put(row(4, 'mended'))
  expect(pages.known().at(4)?.rewrite).toBe('mended')
})

it('stops asking after a failure until it is told to try again', async () => {
  let asked = 0
  const pages = createRowPages(async () => {
    asked += 1
    return { ok: false, failure: { code: 'not-found', message: 'Gone.' } }
  })
  pages.ensure(0, 4)
  await new Promise<void>((resolve) => setTimeout(resolve, 0))
  pages.ensure(0, 4)
  expect([asked, pages.known().failure?.code]).toEqual([1, 'not-found'])
})
