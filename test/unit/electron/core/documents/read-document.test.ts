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
    ['is no PDF', Buffer.from('Ann left.'), 'file-unreadable', /no PDF/],
  ])('is refused in words when it %s', async (_, content, code, words) => {
    expect(await failureOf('a.pdf', content)).toMatchObject({ code, message: expect.stringMatching(words), hint: expect.any(String) })
  })

  const tooMuch = Buffer.alloc(65 * 1024 * 1024)
  const packed = deflateSync(tooMuch, { level: 9 })
  const flate = '/Filter /FlateDecode'
  it.each<[string, Buffer]>([
    ['', stream(packed, flate)],
    ['behind a space', stream(packed, flate, 'stream \n')],
    ['behind a carriage return', stream(packed, flate, 'stream\r')],
    ['behind a comment', stream(packed, flate, 'stream % here\n')],
    ['whose name is escaped', stream(packed, '/F#69lter /Fl#61teDecode')],
    ['behind a word in a string', stream(packed, `${flate} /Title (7 0 obj endobj)`)],
    ['behind a long dictionary', stream(packed, `${flate} /Names [${'(a) '.repeat(40_000)}]`)],
    ['with a word of its end inside', stream(Buffer.concat([stored('endstream endobj '), packed.subarray(2)]), flate)],
    ['as digits', stream(Buffer.from(`${packed.toString('hex')}>`), '/Filter [/AHx /Fl]')],
    ['twice', stream(deflateSync(packed), '/Filter [/FlateDecode /FlateDecode]')],
    ['many times', stream(Buffer.alloc(1), `/Filter [${'/LZW '.repeat(20)}]`)],
    ['by LZW', stream(lzwOfZeros(10), '/Filter /LZWDecode')],
    ['by LZW, with its codes growing late', stream(lzwOfZeros(10, 0), '/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>')],
    ['in runs, of which some are packed', stream(deflateSync(Buffer.alloc(2 * 1024 * 1024, Buffer.from([0x81, 0]))), '/Filter [/Fl /RL]')],
    ['by what stands elsewhere', stream(Buffer.alloc(1), '/Filter 7 0 R')],
  ])('is refused where a stream is packed too far: %s', async (_, object) => {
    expect(await failureOf('a.pdf', assembled([object]))).toMatchObject({
      code: 'file-too-large',
      message: expect.stringMatching(/unpacks/),
    })
  })

  const shown = Buffer.from('BT /F1 10 Tf 72 700 Td (Ann left.) Tj ET')
  it.each<[string, Buffer]>([
    ['', stream(shown, '')],
    ['deflated', stream(deflateSync(shown), flate)],
    ['behind a carriage return', stream(deflateSync(shown), flate, 'stream\r')],
    ['as digits', stream(Buffer.from(`${deflateSync(shown).toString('hex')}>`), '/Filter [/ASCIIHexDecode /FlateDecode]')],
    ['twice', stream(deflateSync(deflateSync(shown)), '/Filter [/FlateDecode /FlateDecode]')],
    ['with no filter that is named', stream(shown, '/Filter null')],
  ])('is read however its page is packed: %s', async (_, object) => {
    const whole = pdf([printed(['x'])]).toString('latin1')
    const [own] = /<< \/Length[\s\S]*endstream/.exec(whole) ?? ['']
    expect(
      await textOf(
        'a.pdf',
        Buffer.from(
          whole.replace(own, () => object.toString('latin1')),
          'latin1',
        ),
      ),
    ).toBe('Ann left.')
  })

  it('is given up when that is asked for, however far it is', async () => {
    const path = await given('a.pdf', pdf(Array.from({ length: 50 }, () => printed(lines))))
    await expect(readDocument(path, AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    const controller = new AbortController()
    const reading = readDocument(path, controller.signal)
    setImmediate(() => controller.abort())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it('says how many of its pages are pictures', async () => {
    const path = await given('a.pdf', pdf([printed(lines), []]))
    expect((await readDocument(path)).notes).toEqual([expect.stringContaining('1 of its 2 pages')])
  })
})

function stream(packed: Buffer, entries: string, begin = 'stream\n'): Buffer {
  return Buffer.concat([Buffer.from(`<< ${entries} /Length ${packed.length} >>\n${begin}`), packed, Buffer.from('\nendstream')])
}

/** The begin of deflated bytes, these words among them as they are. */
function stored(words: string): Buffer {
  const head = Buffer.from([0x78, 0x9c, 0, words.length, 0, ~words.length & 0xff, 0xff])
  return Buffer.concat([head, Buffer.from(words)])
}

/** Zeros packed by LZW as far as it goes, so many times: some megabytes each time. */
function lzwOfZeros(times: number, early = 1): Buffer {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  const put = (code: number, width: number) => {
    held = ((held << width) | code) & 0xffffff
    bits += width
    for (; bits >= 8; bits -= 8) bytes.push((held >> (bits - 8)) & 0xff)
  }
  for (let time = 0; time < times; time++) {
    put(256, time === 0 ? 9 : 12)
    put(0, 9)
    for (let next = 258; next < 4094; next++) {
      const known = next + early
      put(next, known >= 2048 ? 12 : known >= 1024 ? 11 : known >= 512 ? 10 : 9)
    }
  }
  put(257, 12)
  return Buffer.from(bytes)
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
