import { setImmediate } from 'node:timers/promises'
import { StudioError } from '../../../shared/errors'
import { wellFormed } from '../../files/well-formed'
import { cancelled } from '../../jobs'
import { mostDocumentCharacters } from '../document-text'
import { linesOf, type PageLine, type PagePiece } from './page-lines'
import { paragraphsOf } from './paragraphs'
import { withoutRunningLines } from './running-lines'
import { unpacksTooFar } from './stream-guard'

const mostPages = 20_000
/** Longest time that one document may take, in milliseconds. */
const mostMilliseconds = 5 * 60_000

/**
 * The text of a PDF, in paragraphs, read with pdf.js. Nothing in it is run, and nothing is fetched. Throws `file-unreadable` for one that
 * is encrypted or damaged, `file-empty` for one whose pages are pictures, `file-too-large` beyond what is read, `cancelled`.
 */
export async function pdfText(
  bytes: Buffer,
  name: string,
  signal?: AbortSignal,
): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const deadline = AbortSignal.timeout(mostMilliseconds)
  const ending = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
  const written = await guardedPages(bytes, name, ending).catch((error: unknown) => {
    if (signal?.aborted) throw cancelled()
    throw deadline.aborted ? tooLarge(`${name} takes more than ${mostMilliseconds / 60_000} minutes to read.`) : error
  })
  const empty = written.filter((lines) => lines.length === 0).length
  if (empty === written.length) {
    throw new StudioError({
      code: 'file-empty',
      message: `${name} has no text in it: its pages are pictures, as of a scan.`,
      hint: 'Have its text recognised first, and save it with its text.',
    })
  }
  const { pages, left } = withoutRunningLines(written)
  const notes: string[] = []
  if (empty > 0) notes.push(`${empty} of its ${written.length} pages have no text; they may be pictures.`)
  if (left > 0) notes.push(`Lines that come again at the head or foot of its pages are left out (${left}).`)
  return { text: paragraphsOf(pages).join('\n\n'), notes }
}

async function guardedPages(bytes: Buffer, name: string, signal: AbortSignal): Promise<readonly (readonly PageLine[])[]> {
  signal.throwIfAborted()
  if (await unpacksTooFar(bytes, signal)) throw tooLarge(`${name} unpacks to far more than a text has.`)
  return pagesOf(bytes, name, signal)
}

async function pagesOf(bytes: Buffer, name: string, signal: AbortSignal): Promise<readonly (readonly PageLine[])[]> {
  const { getResolvedPDFJS } = await import('unpdf')
  const { getDocument } = await getResolvedPDFJS()
  // A copy: pdf.js takes the memory it is given for its own.
  const task = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    isEvalSupported: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
  })
  // Whatever is waited for ends with it.
  const end = () => void task.destroy().catch(() => undefined)
  signal.addEventListener('abort', end, { once: true })
  try {
    const pdf = await task.promise
    if (pdf.numPages > mostPages) throw tooLarge(`${name} has ${pdf.numPages} pages; at most ${mostPages} are read.`)
    const pages: PageLine[][] = []
    let length = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      // pdf.js works in this thread: others have it between two pages.
      await setImmediate()
      signal.throwIfAborted()
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent()
      const lines = linesOf(items.flatMap(pieceOf))
      page.cleanup()
      length += lines.reduce((sum, { text }) => sum + text.length, 0)
      if (length > mostDocumentCharacters) throw tooLarge(`${name} has more than ${mostDocumentCharacters / 1_000_000} million characters.`)
      pages.push([...lines])
    }
    return pages
  } catch (error) {
    throw error instanceof StudioError ? error : refused(error, name)
  } finally {
    signal.removeEventListener('abort', end)
    await task.destroy().catch(() => undefined)
  }
}

/** A piece as pdf.js gives it; its other items are marks without text. */
function pieceOf(item: object): readonly PagePiece[] {
  if (!('str' in item) || typeof item.str !== 'string') return []
  const { str, transform, width, height } = item as { str: string; transform: readonly number[]; width: number; height: number }
  const size = height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0)
  const place = { x: transform[4] ?? 0, y: transform[5] ?? 0, width, height: size }
  if (!Object.values(place).every(Number.isFinite)) return []
  return [{ text: wellFormed(str).replaceAll('\0', '\ufffd'), ...place }]
}

function refused(error: unknown, name: string): StudioError {
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  return new StudioError(
    {
      code: 'file-unreadable',
      message: isLocked ? `${name} is encrypted: it asks for a password.` : `${name} is damaged, or no PDF.`,
      hint: isLocked ? 'Save it without a password first.' : 'Open it in another program, and save it again.',
    },
    { cause: error },
  )
}

function tooLarge(message: string): StudioError {
  return new StudioError({ code: 'file-too-large', message, hint: 'Divide it, and bring its parts.' })
}
