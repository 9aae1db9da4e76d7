import { resolve as absolute, basename } from 'node:path'
import type { OpenAntecedent } from '../../core/antecedent'
import { holdsRows, type ListedFile, listFile, listFolder } from '../../core/documents/listed-files'
import type { DocumentDone } from '../../core/resolving/many/many-job'
import type { ManyProgress } from '../../core/resolving/many/progress'
import { type ManyOrder, storeOf } from '../../core/resolving/many/resolving-many'
import type { Answerer } from '../../shared/answerer'
import { endingsInWords } from '../../shared/documents'
import { StudioError } from '../../shared/errors'
import { counted, duration } from '../../shared/quantities'
import { type Invocation, optional, usage } from '../command'
import type { ExitCode } from '../exit-code'

/** The files that were named, and where their answers go. Throws `bad-input` where there are none, and what listing a folder throws. */
export async function listedFor(invocation: Invocation, out: string): Promise<Omit<ManyOrder, 'by'>> {
  const { words, options, output, signal } = invocation
  if (out === '') throw usage('--out is missing its file.')
  if (words.length > 0) throw usage('Give documents with --file or --folder; a text by itself needs no --out.')
  if (options.before) throw usage('--before goes with texts that are shown, not with --out.')
  const named = Array.isArray(options.file) ? (options.file as readonly string[]) : []
  const folder = optional(invocation, 'folder')
  if (named.length === 0 && folder === undefined) throw usage('--file or --folder is missing.')
  const target = absolute(out)
  const files: ListedFile[] = await Promise.all(named.map((file) => listFile(absolute(file), file)))
  if (folder !== undefined) {
    const listed = await listFolder(absolute(folder), new Set([target, storeOf(target)]), signal)
    files.push(...listed.files)
    if (listed.others > 0) output.note(`${counted(listed.others, 'file')} of other kinds passed over.`)
    for (const { id, failure } of listed.closed) output.note(`${id}: ${failure.message}`)
    if (files.length === 0) {
      throw new StudioError({
        code: 'bad-input',
        message: `${basename(absolute(folder))} has no documents in it.`,
        hint: `Those are ${endingsInWords}.`,
      })
    }
  }
  return { files, column: optional(invocation, 'column') ?? null, out: target }
}

/** Answers all documents into one file, and tells how it goes. 1 where some failed. */
export async function resolveMany(
  { services }: OpenAntecedent,
  { output, signal }: Invocation,
  by: Answerer,
  order: Omit<ManyOrder, 'by'>,
): Promise<ExitCode> {
  const total = order.files.some(({ path }) => holdsRows(path)) ? 0 : order.files.length
  let tenths = 0
  const progress = (now: ManyProgress) => {
    output.progress(progressWords(now, total > 0), now.done, total)
    const passed = Math.floor(10 * now.share)
    if (output.watched || passed <= tenths) return
    tenths = passed
    output.note(progressWords(now, false))
  }
  const done = (document: DocumentDone) => {
    const { id, state, failure } = document
    output.line({ type: 'document', id, state, ...(failure && { error: failure }) })
    if (failure) output.note(`${id}: ${failure.message}`)
  }
  try {
    const result = await services.resolvingMany.resolve({ ...order, by }, signal, { done, progress })
    const { documents, resolved, garbled, failed } = result
    output.line({ type: 'result', out: order.out, ...result })
    const parts = garbled > 0 ? `, ${garbled} of them with parts left as they were` : ''
    output.say(`${counted(documents, 'document')} in ${basename(order.out)}: ${resolved} resolved${parts}, ${failed} failed.`)
    if (failed > 0) output.note('The same command tries again those that failed.')
    return failed > 0 ? 1 : 0
  } catch (error) {
    if (signal.aborted) output.note('What is answered so far is kept; the same command goes on.')
    throw error
  } finally {
    output.endProgress()
  }
}

/** How far it is, for people. */
function progressWords({ done, failed, share, secondsLeft }: ManyProgress, counted: boolean): string {
  const words = ['resolving']
  if (!counted) words.push(`${Math.floor(100 * share)} %`, `${done} done`)
  if (failed > 0) words.push(`${failed} failed`)
  if (secondsLeft !== null) words.push(`about ${duration(secondsLeft)} left`)
  return words.join(', ')
}
