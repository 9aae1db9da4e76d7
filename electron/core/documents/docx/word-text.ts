import { setImmediate } from 'node:timers/promises'
import type { Parser } from 'htmlparser2'

/** What the body of a Word document says, and whether it refers to notes, which stand elsewhere. */
export type WordText = { readonly text: string; readonly hasNotes: boolean }

/** Characters that are read between two moments in which others have the thread. */
const step = 1_000_000
/** Elements whose text is not the document's: deleted and moved text, properties, the second form of a drawing, readings of characters. */
const passedOver = new Set(['del', 'moveFrom', 'pPr', 'rPr', 'tblPr', 'trPr', 'tcPr', 'sectPr', 'instrText', 'delText', 'Fallback', 'rt'])
const written: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '\u2011' }

/**
 * The paragraphs of a WordprocessingML part (ISO/IEC 29500-1, 17.3) in order, parted by blank lines; a cell of a table is a paragraph.
 * Insertions count, deletions do not. What is no XML gives what can be read of it.
 */
export async function wordText(xml: string): Promise<WordText> {
  const body = new Body()
  await readXml(xml, {
    onopentag: (name) => body.open(localName(name)),
    onclosetag: (name) => body.close(localName(name)),
    ontext: (text) => body.write(text),
  })
  return { text: body.paragraphs.join('\n\n'), hasNotes: body.hasNotes }
}

/** Where the main part of an Office document is, by its relationships; null where they name none. */
export async function mainPart(relationships: string): Promise<string | null> {
  let target: string | null = null
  await readXml(relationships, {
    onopentag: (name, attributes) => {
      if (localName(name) === 'Relationship' && attributes.Type?.endsWith('/officeDocument')) target ??= attributes.Target ?? null
    },
  })
  return target === null ? null : (target as string).replace(/^\//, '')
}

async function readXml(xml: string, handler: ConstructorParameters<typeof Parser>[0]): Promise<void> {
  const { Parser } = await import('htmlparser2')
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: true })
  for (let at = 0; at < xml.length; at += step) {
    parser.write(xml.slice(at, at + step))
    await setImmediate()
  }
  parser.end()
}

/** The document as its elements pass by. A paragraph may stand in another, in a text box. */
class Body {
  readonly paragraphs: string[] = []
  readonly #open: string[][] = []
  #passed = 0
  #inText = 0
  hasNotes = false

  open(name: string): void {
    if (this.#passed > 0 || passedOver.has(name)) {
      this.#passed++
      return
    }
    if (name === 'p') this.#open.push([])
    else if (name === 't') this.#inText++
    else if (name === 'footnoteReference' || name === 'endnoteReference') this.hasNotes = true
    else if (Object.hasOwn(written, name)) this.#open.at(-1)?.push(written[name] ?? '')
  }

  close(name: string): void {
    if (this.#passed > 0) {
      this.#passed--
      return
    }
    if (name === 't') this.#inText = Math.max(0, this.#inText - 1)
    if (name !== 'p') return
    const text = (this.#open.pop() ?? []).join('').trim()
    if (text !== '') this.paragraphs.push(text)
  }

  write(text: string): void {
    if (this.#passed === 0 && this.#inText > 0) this.#open.at(-1)?.push(text)
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
