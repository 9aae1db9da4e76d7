import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Answerer } from '../../../shared/answerer'
import { StudioError } from '../../../shared/errors'
import { documentsOf, type FoundDocument } from '../../documents/documents'
import type { ListedFile } from '../../documents/listed-files'
import { writeAtomically } from '../../files/atomic'
import { unreadable } from '../../files/handles'
import { sha256OfFile } from '../../files/sha256'
import type { JobParts } from '../../job-parts'
import { cancelled } from '../../jobs'
import { isRead } from '../../models/safety/file-roles'
import { Sidecar } from '../../sidecar/sidecar'
import type { Asking } from '../long/asking'
import type { Resolving } from '../resolving'
import { AnswerStore } from './answer-store'
import { AskingTogether } from './asking-together'
import { Intake } from './intake'
import { ManyJob, type ManyListener, type ManyResult } from './many-job'

/** Documents that are under way at once, and most UTF-16 units of them. */
const [atOnce, mostHeld] = [128, 16_000_000]

/** Which documents, who answers, and where the answers go. */
export type ManyOrder = {
  readonly files: readonly ListedFile[]
  /** The column of tables that holds the texts; null looks for it. */
  readonly column: string | null
  readonly by: Answerer
  /** A JSON Lines file that is not there yet. */
  readonly out: string
}

/** Where the answers to an unfinished job are kept, beside its output. */
export function storeOf(out: string): string {
  return `${out}.unfinished`
}

type ManyParts = Pick<JobParts, 'queue' | 'python'> & {
  readonly resolving: Pick<Resolving, 'asking'>
  /** Gets what Python says of itself. */
  readonly log: string
}

/** Rewrites many documents into one file, and goes on where an earlier time was ended. */
export class ResolvingMany {
  readonly #parts: ManyParts

  constructor(parts: ManyParts) {
    this.#parts = parts
  }

  /**
   * Answers every document, a line each in `out`, in their order; of one that cannot be read or answered the line says why. Each answer is
   * kept beside `out` as it comes, so that the same order goes on after any end. `out` appears when all is done; what was kept stays where
   * documents failed, for another try. Throws `file-exists` where there is a file already that no kept answers belong to, `run-differs`,
   * `file-not-written`, `disk-full`, `cancelled`, and what no text can be answered with.
   */
  async resolve(order: ManyOrder, signal: AbortSignal, listener: ManyListener): Promise<ManyResult> {
    const { resolving, queue } = this.#parts
    await refuseFinished(order.out)
    const asking = await resolving.asking(order.by, order.by.kind === 'run' ? 'tuned' : 'base')
    const store = await AnswerStore.open(storeOf(order.out), await fingerprint(asking))
    let result: ManyResult
    try {
      result = await queue.run(signal, () => this.#answerAll(order, asking, store, signal, listener))
    } finally {
      await store.close()
    }
    if (result.failed === 0) await rm(storeOf(order.out), { force: true })
    return result
  }

  async #answerAll(
    { files, column, out }: ManyOrder,
    asking: Asking,
    store: AnswerStore,
    signal: AbortSignal,
    listener: ManyListener,
  ): Promise<ManyResult> {
    const { python, log } = this.#parts
    // Whatever ends one ends all.
    const ending = new AbortController()
    const ended = AbortSignal.any([signal, ending.signal])
    const start = async (starting: AbortSignal) => (await Sidecar.start({ ...python, log }, starting)).sidecar
    const { model, adapter, template } = asking
    const together = new AskingTogether(start, { model, adapter }, ended, store.hasAnswers)
    const intake = new Intake(withShares(documentsOf(files, { column, template }, ended)), ({ document }) => weightOf(document), mostHeld)
    const job = new ManyJob({ asking, store, together, signal: ended, listener })
    const work = async () => {
      for (let taken = await intake.take(); taken; taken = await intake.take()) {
        const { thing, place, giveBack } = taken
        await job.answer(thing.document, place, thing.share).finally(giveBack)
      }
    }
    const failures: unknown[] = []
    const workers = Array.from({ length: atOnce }, () =>
      work().catch((error: unknown) => {
        failures.push(error)
        ending.abort()
      }),
    )
    try {
      await Promise.all(workers)
      if (signal.aborted) throw cancelled()
      if (failures.length > 0) throw failures[0]
      await writeAtomically(out, job.lines())
      return job.result()
    } finally {
      await intake.close()
      await together.close()
    }
  }
}

/** Documents with the share of all the work that each is. */
async function* withShares(documents: AsyncIterable<FoundDocument>): AsyncGenerator<{ document: FoundDocument; share: number }> {
  let before = 0
  for await (const document of documents) {
    yield { document, share: Math.max(0, document.share - before) }
    before = document.share
  }
}

function weightOf(document: FoundDocument): number {
  return document.failure === null ? document.text.length : 0
}

/** What answers that are there already were made from is not known without those that were kept beside them. */
async function refuseFinished(out: string): Promise<void> {
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    )
  if (!(await isThere(out)) || (await isThere(storeOf(out)))) return
  throw new StudioError({
    code: 'file-exists',
    message: `${basename(out)} is there already.`,
    hint: 'Name another file for the answers, or remove that one.',
    where: { file: out },
  })
}

/** Everything that an answer follows from, besides its text. */
async function fingerprint({ model, adapter, template, settings }: Asking): Promise<string> {
  const weights = adapter === null || !adapter.enabled ? null : await hashesOf(adapter.path)
  const facts = { version: 2, model, files: await filesOf(model), weights, scale: adapter?.scale, template, budget: settings.budget }
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

function hashesOf(adapter: string): Promise<readonly string[]> {
  const paths = ['adapters.safetensors', 'adapter_config.json'].map((name) => join(adapter, name))
  return Promise.all(
    paths.map((path) =>
      sha256OfFile(path).catch((error: unknown) => {
        throw unreadable(path, error)
      }),
    ),
  )
}

/** What tells that a model's folder holds another model than before, without reading its weights: names, sizes and times of the files that Python reads. */
async function filesOf(model: string): Promise<readonly (readonly [string, number, number])[]> {
  const names = (await readdir(model).catch(() => [])).filter(isRead).sort()
  return Promise.all(
    names.map(async (name) => {
      const found = await stat(join(model, name)).catch(() => null)
      return [name, found?.size ?? 0, found?.mtimeMs ?? 0] as const
    }),
  )
}
