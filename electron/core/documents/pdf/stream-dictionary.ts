/** What the dictionary of a stream says of how it is packed, and where its bytes begin. */
export type PackedStream = {
  /** Names of its filters, the outermost first; null where they are kept elsewhere. */
  readonly filters: readonly string[] | null
  readonly isPicture: boolean
  /** Its length, where that stands there; else 0. */
  readonly length: number
  /** Where its bytes begin. */
  readonly start: number
}

/** A value of a dictionary, as far as it matters: names have their slash, `null` has none, and `other` is anything else that is no list and no number. */
type Value = string | number | readonly Value[] | { readonly other: true }

const other = { other: true } as const
/** How many bytes are looked at first, and how deep a dictionary may be. */
const [lookedAt, mostDepth] = [2048, 64]
const spaces = '\0\t\n\f\r '
const word = /[^\0\t\n\f\r ()<>[\]{}/%]+/y

/**
 * The stream whose dictionary begins at a place of a PDF, as pdf.js reads it; null where there is none. Comments, escapes in names and
 * whatever stands in strings are taken for what they are. `looked` is told how many bytes were looked at.
 */
export function streamAt(bytes: Buffer, at: number, looked: (bytes: number) => void = () => undefined): PackedStream | null {
  for (let length = lookedAt; ; length *= 16) {
    const reader = new Reader(bytes.toString('latin1', at, at + length))
    const found = streamOf(reader)
    looked(reader.at)
    if (!reader.isOver || at + length >= bytes.length) return found && { ...found, start: at + reader.at }
  }
}

function streamOf(reader: Reader): Omit<PackedStream, 'start'> | null {
  const entries = reader.takes('<<') ? reader.dictionary(0) : null
  if (entries === null || !reader.takes('stream')) return null
  reader.passLine()
  const filter = entries.get('/F') ?? entries.get('/Filter')
  const length = entries.get('/Length')
  return { filters: namesOf(filter), isPicture: entries.get('/Subtype') === '/Image', length: typeof length === 'number' ? length : 0 }
}

function namesOf(filter: Value | undefined): readonly string[] | null {
  if (filter === undefined) return []
  const names = Array.isArray(filter) ? (filter as readonly Value[]) : [filter as Value]
  return names.every((name) => typeof name === 'string') ? names : null
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Whether these signs come next; then they are passed. */
  takes(signs: string): boolean {
    this.#skip()
    if (!this.#text.startsWith(signs, this.#at)) return false
    this.#at += signs.length
    return true
  }

  /** Goes behind the end of this line. */
  passLine(): void {
    while (!this.isOver && !'\r\n'.includes(this.#text[this.#at] ?? '')) this.#at++
    this.#at += this.#text.startsWith('\r\n', this.#at) ? 2 : 1
  }

  get at(): number {
    return Math.min(this.#at, this.#text.length)
  }

  get isOver(): boolean {
    return this.#at >= this.#text.length
  }

  /** The entries of a dictionary that has begun; null where it does not end. */
  dictionary(depth: number): ReadonlyMap<string, Value> | null {
    const entries = new Map<string, Value>()
    while (depth < mostDepth && !this.isOver) {
      if (this.takes('>>')) return entries
      const key = this.#value(depth)
      if (typeof key !== 'string') continue
      this.#skip()
      if (this.#text.startsWith('>>', this.#at)) continue
      entries.set(key, this.#value(depth))
    }
    return null
  }

  #value(depth: number): Value {
    if (this.takes('<<')) {
      this.dictionary(depth + 1)
      return other
    }
    if (this.takes('[')) return this.#list(depth + 1)
    if (this.takes('(')) return this.#string()
    if (this.takes('/'))
      return `/${this.#word().replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}`
    if (this.takes('<')) {
      while (!this.isOver && this.#text[this.#at] !== '>') this.#at++
      this.#at++
      return other
    }
    const found = this.#word()
    if (found === '') this.#at++
    if (found === 'null') return found
    if (!/^\+?\d+$/.test(found)) return other
    // `7 0 R` is what stands elsewhere.
    const reference = /[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y
    reference.lastIndex = this.#at
    if (!reference.test(this.#text)) return Number(found)
    this.#at = reference.lastIndex
    return other
  }

  #list(depth: number): readonly Value[] {
    const values: Value[] = []
    while (depth < mostDepth && !this.isOver && !this.takes(']')) values.push(this.#value(depth))
    return values
  }

  #string(): Value {
    for (let open = 1; open > 0 && !this.isOver; this.#at++) {
      const sign = this.#text[this.#at]
      if (sign === '\\') this.#at++
      else if (sign === '(') open++
      else if (sign === ')') open--
    }
    return other
  }

  #word(): string {
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #skip(): void {
    for (; !this.isOver; this.#at++) {
      const sign = this.#text[this.#at] ?? ''
      if (sign === '%') while (!this.isOver && !'\r\n'.includes(this.#text[this.#at] ?? '')) this.#at++
      else if (!spaces.includes(sign)) return
    }
  }
}
