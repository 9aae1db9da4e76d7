import { deflateRawSync, deflateSync } from 'node:zlib'

/** A file for an archive, which says of each that it unpacks to one byte. */
export type ArchivedFile = { readonly name: string; readonly content: string | Buffer; readonly encrypted?: boolean }

/** A ZIP archive of some files. */
export function archive(files: readonly ArchivedFile[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, content, encrypted } of files) {
    const packed = deflateRawSync(Buffer.from(content))
    const [names, flags] = [Buffer.from(name), encrypted ? 1 : 0]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(1, 18)
    common.writeUInt16LE(names.length, 22)
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, names, packed])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, entry, names]))
    parts.push(head)
    at += head.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

/** A Word document with this body, in WordprocessingML. */
export function docx(body: string, others: readonly ArchivedFile[] = []): Buffer {
  const relationships =
    '<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
  return archive([
    { name: '_rels/.rels', content: relationships },
    { name: 'word/document.xml', content: `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` },
    ...others,
  ])
}

/** A paragraph of a Word document. */
export function wordParagraph(text: string): string {
  return `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

/** A line of text for a page of a PDF, in points. */
export type PrintedLine = { readonly text: string; readonly x?: number; readonly y: number; readonly size?: number }

/** A PDF whose pages have these lines; `trailer` adds to its trailer. */
export function pdf(pages: readonly (readonly PrintedLine[])[], { trailer = '', packed = false } = {}): Buffer {
  const objects: Buffer[] = []
  const kids = pages.map((_, page) => `${4 + 2 * page} 0 R`).join(' ')
  objects.push(Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'))
  objects.push(Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`))
  objects.push(Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>'))
  for (const [page, lines] of pages.entries()) {
    const text = lines
      .map(({ text, x = 72, y, size = 10 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`)
      .join('\n')
    const content = packed ? deflateSync(text) : Buffer.from(text, 'latin1')
    const filter = packed ? '/Filter /FlateDecode ' : ''
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * page} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      ),
    )
    objects.push(Buffer.concat([Buffer.from(`<< ${filter}/Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]))
  }
  return assembled(objects, trailer)
}

/** A PDF of some objects, of which the first is its catalogue. */
export function assembled(objects: readonly Buffer[], trailer = ''): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n', 'latin1')]
  let at = parts[0]?.length ?? 0
  const places: number[] = []
  for (const [index, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    places.push(at)
    at += whole.length
    parts.push(whole)
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** A page of text set in lines of one distance from the top, an empty string being a gap. */
export function printed(lines: readonly string[], top = 720): readonly PrintedLine[] {
  return lines.flatMap((text, index) => (text === '' ? [] : [{ text, y: top - 12 * index }]))
}
