import { StudioError } from '../../../shared/errors'
import { mainPart, wordText } from './word-text'
import { unpack, type ZipEntry, zipEntries } from './zip-entries'

/** Most bytes that a part of a document may have when it is unpacked. */
const mostPartBytes = 64 * 1024 * 1024

/**
 * The text of a `.docx` file. Pictures, notes, headers and footers are no part of it. Throws `file-unreadable` for an archive that is
 * encrypted, damaged or no Word document, `file-too-large` for one that unpacks to more than is read.
 */
export async function docxText(bytes: Buffer, name: string): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const entries = zipEntries(bytes)
  if (!entries) throw damaged(name)
  const named = new Map(entries.map((entry) => [entry.name, entry]))
  const relationships = named.get('_rels/.rels')
  const main = (relationships && (await mainPart(partOf(bytes, relationships, name)))) ?? 'word/document.xml'
  const entry = named.get(main)
  if (!entry) {
    throw new StudioError({
      code: 'file-unreadable',
      message: `${name} is an archive, but no Word document.`,
      hint: 'Save the document as .docx, PDF or plain text.',
    })
  }
  const { text, hasNotes } = await wordText(partOf(bytes, entry, name))
  return { text, notes: hasNotes ? ['Its footnotes and endnotes are not read.'] : [] }
}

function partOf(bytes: Buffer, entry: ZipEntry, name: string): string {
  if (entry.encrypted) {
    throw new StudioError({ code: 'file-unreadable', message: `${name} is encrypted.`, hint: 'Save it without a password first.' })
  }
  const part = unpack(bytes, entry, mostPartBytes)
  if (part === 'damaged') throw damaged(name)
  if (part !== 'too-large') return part.toString('utf8').replace(/^\ufeff/, '')
  throw new StudioError({
    code: 'file-too-large',
    message: `${name} unpacks to more than ${mostPartBytes / 1024 / 1024} MiB.`,
    hint: 'Divide it, and bring its parts.',
  })
}

function damaged(name: string): StudioError {
  return new StudioError({ code: 'file-unreadable', message: `${name} is damaged.`, hint: 'Open it in its program, and save it again.' })
}
