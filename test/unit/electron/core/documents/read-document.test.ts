import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../../electron/core/documents/read-document'
import { StudioError } from '../../../../../electron/shared/errors'
import { temporaryFolder } from '../temporary-folder'
import { archive, assembled, docx, pdf, printed, wordParagraph } from './made-documents'

async function given(name: string, content: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, content)
  return path
}

const textOf = async (name: string, content: string | Buffer) => (await readDocument(await given(name, content))).text
const failureOf = async (name: string, content: string | Buffer) => {
  const error: unknown = await readDocument(await given(name, content)).catch((caught: unknown) => caught)
  return error instanceof StudioError ? error.failure : error
}

describe('a text file', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('Zoë left.\nShe ran.')],
    ['UTF-8 with a mark and CRLF', Buffer.from('\ufeffZoë left.\r\nShe ran.')],
    ['Windows-1252', Buffer.from('Zo\u00eb left.\nShe ran.', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffZoë left.\nShe ran.', 'utf16le')],
    ['UTF-16, the other way around', Buffer.from('\ufeffZoë left.\nShe ran.', 'utf16le').swap16()],
  ])('is read as %s', async (_, bytes) => {
    expect(await textOf('a.txt', bytes)).toBe('Zoë left.\nShe ran.')
  })

  it('keeps its markup', async () => {
    const text = '# Ann\n\n*She* left.'
    expect(await textOf('a.md', text)).toBe(text)
  })

  it.each<[string, string, string | Buffer, string]>([
    ['nothing', 'a.txt', ' \n', 'file-empty'],
    ['bytes', 'a.txt', Buffer.alloc(20), 'file-binary'],
    ['rich text', 'a.rtf', '{\\rtf1 Ann}', 'file-unreadable'],
    ['more than is read', 'a.txt', Buffer.alloc(20_000_001, 'a'), 'file-too-large'],
  ])('is refused in words when it is %s', async (_, name, content, code) => {
    expect(await failureOf(name, content)).toMatchObject({ code, message: expect.stringContaining(name), hint: expect.any(String) })
  })

  it('is no folder', async () => {
    const path = join(await temporaryFolder(), 'a.txt')
    await mkdir(path)
    await expect(readDocument(path)).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
  })
})

describe('a Word document', () => {
  it('is read paragraph by paragraph: breaks, tables, insertions; what was deleted is not', async () => {
    const body = [
      wordParagraph('Ann &amp; Bob left.'),
      '<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>',
      '<w:p/>',
      '<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>New.</w:t></w:r></w:ins></w:p>',
      `<w:tbl><w:tr><w:tc>${wordParagraph('A cell')}</w:tc><w:tc>${wordParagraph('Another')}</w:tc></w:tr></w:tbl>`,
      '<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>',
    ].join('')
    expect(await textOf('a.docx', docx(body))).toBe('Ann & Bob left.\n\nOne\ntwo\tthree\n\nNew.\n\nA cell\n\nAnother\n\n7')
  })

  it('says that its notes are not read', async () => {
    const path = await given('a.docx', docx('<w:p><w:r><w:t>Ann.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'))
    expect(await readDocument(path)).toMatchObject({ text: 'Ann.', notes: [expect.stringContaining('footnotes')] })
  })

  it('keeps the text around a text box in one piece', async () => {
    const box = `<w:drawing><w:txbxContent>${wordParagraph('In the box.')}</w:txbxContent></w:drawing>`
    const body = `<w:p><w:r><w:t>Before </w:t><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent><w:t>after.</w:t></w:r></w:p>`
    expect(await textOf('a.docx', docx(body))).toBe('In the box.\n\nBefore after.')
  })

  it.each<[string, Buffer, string]>([
    ['unpacks to more than is read', docx(`<w:p><w:t>${'a'.repeat(65 * 1024 * 1024)}</w:t></w:p>`), 'file-too-large'],
    ['is an archive of something else', archive([{ name: 'a.txt', content: 'a' }]), 'file-unreadable'],
    ['is encrypted in the archive', archive([{ name: 'word/document.xml', content: 'a', encrypted: true }]), 'file-unreadable'],
    ['is encrypted as a whole', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'file-unreadable'],
    ['is cut', docx(wordParagraph('Ann left.')).subarray(0, 200), 'file-unreadable'],
    ['is a text by another name', Buffer.from('Ann left.'), 'file-unreadable'],
    ['is empty', Buffer.alloc(0), 'file-empty'],
    ['says nothing', docx('<w:p/>'), 'file-empty'],
  ])('is refused in words when it %s', async (_, content, code) => {
    expect(await failureOf('a.docx', content)).toMatchObject({ code, where: { file: expect.stringContaining('a.docx') } })
  })
})

describe('a PDF', () => {
  const lines = [
    'Ann met Bob in the small well-known town of',
    'Millbrook, where she had a summer-',
    'house. He waved.',
    '',
    'They left together.',
  ]

  it('is read in paragraphs, with its broken words made whole', async () => {
    expect(await textOf('a.pdf', pdf([printed(lines)]))).toBe(
      'Ann met Bob in the small well-known town of Millbrook, where she had a summerhouse. He waved.\n\nThey left together.',
    )
  })

  it('goes on over the end of a page, and leaves out what runs along its pages', async () => {
    const page = (number: number) => [
      ...printed([`Chapter of things - ${number}`], 770),
      ...printed(['The sentence that goes over', 'the end of the page and']),
      ...printed([String(number)], 30),
    ]
    const text = await textOf('a.pdf', pdf([1, 2, 3, 4].map(page)))
    expect(text).not.toMatch(/Chapter|\d/)
    expect(text.split('\n\n')[0]).toContain('the end of the page and')
  })

  it.each<[string, Buffer, string, RegExp]>([
    ['is a scan', pdf([[], []]), 'file-empty', /pictures/],
    ['is damaged', Buffer.from('%PDF-1.4\nnothing'), 'file-unreadable', /damaged/],
    [
      'asks for a password',
      pdf([printed(lines)], {
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O (${'x'.repeat(32)}) /U (${'y'.repeat(32)}) /P -4 >> /ID [(a) (b)]`,
      }),
      'file-unreadable',
      /password/,
    ],
    [
      'unpacks to more than is read',
      assembled([stream(deflateSync(Buffer.alloc(65 * 1024 * 1024), { level: 1 }))]),
      'file-too-large',
      /unpacks/,
    ],
    [
      'is packed twice',
      assembled([stream(deflateSync(deflateSync(Buffer.alloc(1000))), '/Filter [/FlateDecode /FlateDecode]')]),
      'file-too-large',
      /unpacks/,
    ],
    ['is no PDF', Buffer.from('Ann left.'), 'file-unreadable', /no PDF/],
  ])('is refused in words when it %s', async (_, content, code, words) => {
    expect(await failureOf('a.pdf', content)).toMatchObject({ code, message: expect.stringMatching(words), hint: expect.any(String) })
  })

  it('says how many of its pages are pictures', async () => {
    const path = await given('a.pdf', pdf([printed(lines), []]))
    expect((await readDocument(path)).notes).toEqual([expect.stringContaining('1 of its 2 pages')])
  })
})

function stream(packed: Buffer, filter = '/Filter /FlateDecode'): Buffer {
  return Buffer.concat([Buffer.from(`<< ${filter} /Length ${packed.length} >>\nstream\n`), packed, Buffer.from('\nendstream')])
}

describe('any bytes', () => {
  const seeds = [docx(wordParagraph('Ann left. She ran.')), pdf([printed(['Ann left. She ran.'])], { packed: true })]

  /** Bytes of a document with some of them changed, left out or said again. */
  const broken = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(2)), { minLength: 1, maxLength: 12 }))
    .map(([whole, changes]) => {
      let bytes = Buffer.from(whole)
      for (const [place, byte, kind] of changes) {
        const at = place % Math.max(1, bytes.length)
        if (kind === 0) bytes[at] = byte
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + byte)])
        else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + byte), bytes.subarray(at)])
      }
      return bytes
    })
  const heads = ['', '%PDF-1.7\n', 'PK\u0003\u0004', '\ufeff'].map((head) => Buffer.from(head))
  const anything = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 })).map(([head, rest]) => Buffer.concat([head, rest]))

  it('become a text or a failure in words, never a crash', async () => {
    const folder = await temporaryFolder()
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, broken), fc.constantFrom('a.txt', 'a.docx', 'a.pdf', 'a'), async (bytes, name) => {
        const path = join(folder, name)
        await writeFile(path, bytes)
        const read: unknown = await readDocument(path).catch((error: unknown) => error)
        if (read instanceof StudioError) expect(read.failure.code).toMatch(/^file-/)
        else expect(read).toMatchObject({ name, text: expect.stringMatching(/\S/) })
      }),
      { numRuns: 120 },
    )
  })
})
