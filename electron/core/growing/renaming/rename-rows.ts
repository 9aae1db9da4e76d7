import { createHash } from 'node:crypto'
import type { Output } from '../../../shared/contract'
import type { RowSelection } from '../../../shared/dataset'
import type { OpenDataset } from '../../datasets/open-dataset'
import type { Growth } from '../growth'
import { renamedCandidate } from './renamed-candidate'

/** Rows that are renamed between two moments in which others have the thread. */
const atOnce = 20

/** Makes candidates of chosen rows with other names in them; the same rows and seed give the same ones, which are not proposed twice. */
export async function renameRows(
  { rows, desk }: Pick<Growth, 'rows' | 'desk'>,
  data: OpenDataset['data'],
  selection: RowSelection,
  seed: number,
  signal: AbortSignal,
): Promise<Output<'grow.rename'>> {
  const left = new Map<string, number>()
  const leave = (why: string, count: number) => count > 0 && left.set(why, (left.get(why) ?? 0) + count)
  let candidates = 0
  for (let from: number | null = 0; from !== null && !signal.aborted; ) {
    const page: Awaited<ReturnType<typeof data.pairs>> = await data.pairs(selection, from, atOnce)
    const made = await Promise.all(
      page.pairs.map((pair) => renamedCandidate(renamedId(pair.source, pair.rewrite, seed), pair.place, pair, seed, [rows])),
    )
    const fresh = made.flatMap((each) => ('state' in each ? [] : [each]))
    const added = await desk.add(fresh)
    candidates += added
    for (const each of made) if ('state' in each) leave(each.why, 1)
    leave('It was proposed before.', fresh.length - added)
    from = page.next
  }
  return { candidates, left: [...left].map(([why, count]) => ({ why, rows: count })).sort((a, b) => b.rows - a.rows) }
}

/** The id of a candidate that follows from a row and a seed alone, so that the same renaming is never proposed twice. */
function renamedId(source: string, rewrite: string, seed: number): string {
  const hash = createHash('sha256').update(JSON.stringify([source, rewrite, seed]))
  return `n-${hash.digest('hex').slice(0, 24)}`
}
