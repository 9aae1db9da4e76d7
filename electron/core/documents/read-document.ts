import { basename } from 'node:path'
import { assertNever, StudioError } from '../../shared/errors'
import { readRegularFile } from '../files/regular-file'
import { decodeText } from './decode-text'
import { type DocumentKind, type DocumentText, kindOfBytes, kindOfName, mostDocumentCharacters } from './document-text'
import { docxText } from './docx/docx-text'
import { pdfText } from './pdf/pdf-text'

/** Largest file that is read, in bytes: a text, and a document that may hold pictures. */
const [mostTextBytes, mostDocumentBytes] = [20_000_000, 200_000_000]

/**
 * A document's text from a file: `.docx` and PDF by their bytes, anything else as plain text (Markdown stays as it is written). Throws
 * `file-too-large`, `file-binary`, `file-empty`, `file-unreadable` (also for what is encrypted, damaged or of a kind that is not read),
 * `file-is-folder`, `not-found`, `cancelled`.
 */
export async function readDocument(path: string, signal?: AbortSignal): Promise<DocumentText> {
  const name = basename(path)
  const isText = (kindOfName(name) ?? 'text') === 'text'
  const bytes = await readRegularFile(path, isText ? mostTextBytes : mostDocumentBytes)
  try {
    const { text, notes } = await textOf(bytes, name, signal)
    if (text.trim() === '')
      throw new StudioError({ code: 'file-empty', message: `${name} has no text in it.`, hint: 'Choose a document with text in it.' })
    if (text.length > mostDocumentCharacters) throw tooLong(name)
    return { name, text, notes }
  } catch (error) {
    throw withFile(error, path, name)
  }
}

async function textOf(bytes: Buffer, name: string, signal?: AbortSignal): Promise<Pick<DocumentText, 'text' | 'notes'>> {
  const kind = readableKind(bytes, name)
  switch (kind) {
    case 'docx':
      return docxText(bytes, name)
    case 'pdf':
      return pdfText(bytes, name, signal)
    case 'text': {
      const text = decodeText(bytes)
      if (text !== null) return { text, notes: [] }
      throw new StudioError({
        code: 'file-binary',
        message: `${name} is not a text file.`,
        hint: 'Save it as plain text, .docx or PDF first.',
      })
    }
    default:
      return assertNever(kind)
  }
}

/** What the file is, whatever its name says; a name that promises another kind is told. */
function readableKind(bytes: Buffer, name: string): DocumentKind {
  const promised = kindOfName(name)
  const found = kindOfBytes(bytes)
  if (found === 'pdf' && (promised !== 'text' || bytes.includes(0))) return 'pdf'
  if (found === 'zip') return 'docx'
  if (found === 'compound') {
    throw new StudioError({
      code: 'file-unreadable',
      message: `${name} is an encrypted document, or one of an old Word.`,
      hint: 'Save it as .docx without a password first.',
    })
  }
  if (found === 'rich-text')
    throw new StudioError({
      code: 'file-unreadable',
      message: `${name} is rich text (RTF).`,
      hint: 'Save it as .docx or plain text first.',
    })
  if (promised === 'docx' || promised === 'pdf') {
    const kind = promised === 'pdf' ? 'PDF' : 'Word document'
    throw new StudioError({
      code: bytes.length === 0 ? 'file-empty' : 'file-unreadable',
      message: bytes.length === 0 ? `${name} is empty.` : `${name} is damaged, or no ${kind}.`,
      hint: 'Open it in its program, and save it again.',
    })
  }
  return 'text'
}

/** Whatever a reader threw, in words, with the file. */
function withFile(error: unknown, path: string, name: string): StudioError {
  if (error instanceof StudioError) {
    const { failure } = error
    return failure.where || failure.code === 'cancelled' ? error : new StudioError({ ...failure, where: { file: path } }, { cause: error })
  }
  return new StudioError(
    {
      code: 'file-unreadable',
      message: `${name} could not be read.`,
      hint: 'Open it in its program, and save it again.',
      where: { file: path },
    },
    { cause: error },
  )
}

function tooLong(name: string): StudioError {
  return new StudioError({
    code: 'file-too-large',
    message: `${name} has more than ${mostDocumentCharacters / 1_000_000} million characters.`,
    hint: 'Divide it, and bring its parts.',
  })
}
