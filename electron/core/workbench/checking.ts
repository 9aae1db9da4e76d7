import type { DatasetSummary } from '../../shared/dataset'
import type { Finding } from '../linting/finding'
import { isEnglish } from '../linting/language'
import { lintPair } from '../linting/lint-pair'
import { NearDuplicates } from '../linting/near-duplicates'
import { formatOfLine } from '../rows/check-row'
import { type PromptTemplate, TemplateInference } from '../rows/prompt-template'
import type { RowFormat } from '../rows/row-format'
import { turnsOf } from '../rows/row-texts'
import type { Change } from './changes'
import { type CodeSet, codeSet, joined, meets, modelCodes, noCodes } from './code-set'
import { compareRows } from './comparing'
import type { Document } from './document'
import { type ReadLine, readRowOf, readText, structureCodes, textFacts } from './read-row'
import { CodeCounts, RowFacts } from './row-facts'
import type { RowGroups } from './row-groups'

type Progress = DatasetSummary['checking']

const exactCodes = codeSet('same-row', 'two-rewrites', 'leak')
const nearCodes = codeSet('near-duplicate')
/** Rows from which on likeness is not looked for again after each save. */
const manyRows = 50_000
/** Milliseconds of one step: whoever waits for an answer waits no longer than that. */
const stepMilliseconds = 8
/** Rows that are looked at before all others for what the dataset's rows have in common. */
const firstLook = 1_000

/**
 * Reads every row in the background, a few milliseconds at a time: first how it is written, then its sense, then rows against each other.
 * Whatever changes is read again.
 */
export class Checking {
  readonly #document: Document
  readonly #partOf: (id: number) => string | null
  #facts: RowFacts
  readonly #counts = new CodeCounts()
  #format: RowFormat = 'chat'
  /** The row whose format is that of the file; null while none was found. */
  #formatRow: number | null = null
  #template: PromptTemplate = { system: null, before: '' }
  #inference = new TemplateInference()
  #inferred = false
  #read = 0
  #sense = 0
  #near = 0
  #likeness: NearDuplicates | null = null
  #english = { rows: 0, of: 0 }
  #comparing: Generator<void, RowGroups> | null = null
  /** Which rows belong together; null until they were looked at against each other. */
  #groups: RowGroups | null = null
  /** Counts up whenever something was found. */
  #revision = 0
  /** Whether sense is looked at. */
  wantsSense = true

  constructor(document: Document, partOf: (id: number) => string | null, facts = new RowFacts()) {
    this.#document = document
    this.#partOf = partOf
    this.#facts = facts
    this.#lookFirst()
  }

  get facts(): RowFacts {
    return this.#facts
  }

  get counts(): CodeCounts {
    return this.#counts
  }

  get format(): RowFormat {
    return this.#format
  }

  get template(): PromptTemplate {
    return this.#template
  }

  get revision(): number {
    return this.#revision
  }

  /** Whether the rows are English, as far as they were looked at; null while too few were. */
  get isEnglish(): boolean | null {
    return this.#english.of < 20 && !this.isRead ? null : this.#english.of === 0 || this.#english.rows >= this.#english.of / 2
  }

  /** Whether every row was read for how it is written. */
  get isRead(): boolean {
    return this.#isIndexed && this.#read >= this.#document.rows && this.#inferred
  }

  /** Which rows belong together; null until every row was looked at against the others. */
  get groups(): RowGroups | null {
    return this.#groups
  }

  /** How far it is; null where there is nothing to do. */
  get progress(): Progress {
    const { rows } = this.#document
    if (!this.#isIndexed) return { phase: 'indexing', done: this.#bytesRead, total: this.#bytes }
    if (!this.isRead) return { phase: 'reading', done: this.#read, total: rows }
    if (this.#groups === null) return { phase: 'comparing', done: 0, total: rows }
    if (!this.wantsSense) return null
    if (this.#sense < rows) return { phase: 'sense', done: this.#sense, total: rows }
    return this.#near < rows ? { phase: 'likeness', done: this.#near, total: rows } : null
  }

  /** Goes on for some milliseconds. Returns whether there is more to do. */
  step(): boolean {
    const until = performance.now() + stepMilliseconds
    while (performance.now() < until) if (!this.#go()) return false
    return true
  }

  /** One row as it is read now. */
  line(id: number): ReadLine {
    return readRowOf(this.#document, id, this.#format, this.#template)
  }

  /** A text as it would be read as a row. */
  lineOf(text: string): ReadLine {
    return readText({ text, valid: true }, this.#format, this.#template)
  }

  /** What is wrong with a row's sense; nothing where it cannot be looked at. */
  findings({ texts: { source, rewrite } }: ReadLine): readonly Finding[] {
    if (!source || !rewrite || !isEnglish(source.text)) return []
    return lintPair(source.text, rewrite.text)
  }

  /** The row whose source is nearly a text, as far as rows were looked at for that; null where none is. */
  nearlyLike(source: string): number | null {
    if (this.#likeness === null) return null
    const spare = this.#document.rows
    const like = this.#likeness.add(spare, source)
    this.#likeness.forget(spare)
    return like
  }

  /** Takes in what was done to rows. Few rows are read at once, many in the background. */
  absorb(changes: readonly Change[]): void {
    this.#facts.reserve(this.#document.rows)
    for (const change of changes) {
      if (change.kind === 'text') this.#readAgain(change.ids)
      else if (change.kind === 'remove') for (const id of change.ids) this.#counts.count(this.#facts.codes(id), -1)
      else if (change.kind === 'insert') {
        for (const id of change.ids) this.#counts.count(this.#facts.codes(id), 1)
        this.#readAgain(change.ids.filter((id) => !this.#facts.isRead(id)))
      }
    }
    this.#decideAnew(changes)
    this.#groups = null
    this.#comparing = null
    this.#revision += 1
  }

  /** The same facts for a document whose rows have other numbers. */
  movedTo(document: Document, partOf: (id: number) => string | null, numbers: Uint32Array): Checking {
    const moved = new Checking(document, partOf, this.#facts.renumbered(numbers))
    moved.#format = this.#format
    moved.#formatRow = this.#formatRow === null ? null : (numbers[this.#formatRow] ?? null)
    moved.#template = this.#template
    moved.#inference = this.#inference
    moved.#inferred = this.#inferred
    moved.#english = this.#english
    moved.wantsSense = this.wantsSense
    const isSame = numbers.every((to, from) => to === from)
    // Which rows are nearly alike stays true; it is looked for anew where that is quick, or where it was not done.
    moved.#likeness = isSame ? this.#likeness : null
    moved.#near = isSame || (numbers.length > manyRows && this.#near >= numbers.length) ? this.#near : 0
    for (const id of document.order.from()) moved.#counts.count(moved.#facts.codes(id), 1)
    return moved
  }

  /** Notes codes that a model found, in place of those it found before. */
  noteModel(id: number, found: CodeSet, tokens: number | null): void {
    this.#change(id, () => {
      this.#facts.drop(id, modelCodes)
      this.#facts.add(id, found)
      this.#facts.setTokens(id, tokens)
    })
  }

  /** Looks at rows against each other anew, since they were divided otherwise. */
  compareAgain(): void {
    this.#groups = null
    this.#comparing = null
  }

  #go(): boolean {
    if (!this.#isIndexed) return this.#index()
    if (this.#read < this.#document.rows) return this.#readNext()
    if (!this.#inferred) return this.#infer()
    if (this.#groups === null) return this.#compare()
    if (!this.wantsSense) return false
    if (this.#sense < this.#document.rows) return this.#senseNext()
    if (this.#near < this.#document.rows) return this.#nearNext()
    return false
  }

  #index(): boolean {
    const file = this.#document.files.find(({ file: each }) => !each.isIndexed)?.file
    file?.readOn()
    this.#document.takeLines()
    // Not before all rows are known: making room bit by bit takes twice as much of it.
    if (this.#isIndexed) this.#facts.reserve(this.#document.rows)
    return true
  }

  #readNext(): boolean {
    const id = this.#read++
    if (!this.#facts.isRead(id)) this.#readRow(id)
    return true
  }

  #readRow(id: number): ReadLine {
    let line = this.line(id)
    if (this.#formatRow === null && this.#decideFormat(id, line)) line = this.line(id)
    this.#change(id, () => this.#facts.read(id, structureCodes(line), textFacts(line)))
    if (!this.#inferred && line.content) {
      const turns = turnsOf(line.content)
      if (turns) this.#inference.add(turns)
    }
    return line
  }

  /** Lets a row decide what the file's rows are, if it has a format. True where rows before it were read as another: those are read again. */
  #decideFormat(id: number, { raw }: ReadLine): boolean {
    const format = formatOfLine(raw.text)
    if (format === null) return false
    this.#formatRow = id
    if (format === this.#format) return false
    this.#format = format
    this.#readAllAgain()
    return true
  }

  /** What all rows have in common is known once all were read; where it was taken for something else, their texts are read again. */
  #infer(): boolean {
    const template = this.#inference.template()
    this.#inferred = true
    if (template.before === this.#template.before && template.system === this.#template.system) return true
    const differs = template.before !== this.#template.before
    this.#template = template
    if (differs) this.#readAllAgain()
    return true
  }

  #senseNext(): boolean {
    const id = this.#sense++
    const { facts } = this
    if (facts.isSenseRead(id) || !facts.isUsable(id) || this.#document.order.placeOf(id) === -1) return true
    this.#readSense(id, this.line(id))
    return true
  }

  #readSense(id: number, line: ReadLine): void {
    const { source, rewrite } = line.texts
    if (source && rewrite) {
      this.#english.of += 1
      if (isEnglish(source.text)) this.#english.rows += 1
    }
    const found = this.findings(line).reduce((set, { code }) => joined(set, codeSet(code)), noCodes)
    this.#change(id, () => this.#facts.readSense(id, found))
  }

  /** Rows whose source is nearly that of an earlier one. */
  #nearNext(): boolean {
    const id = this.#near++
    const { facts } = this
    if (meets(facts.codes(id), nearCodes)) this.#change(id, () => facts.drop(id, nearCodes, !meets(facts.codes(id), exactCodes)))
    if (!facts.isUsable(id) || facts.sourceHash(id) === 0 || this.#document.order.placeOf(id) === -1) return true
    this.#likeness ??= new NearDuplicates(this.#document.rows)
    const like = this.#likeness.add(id, this.line(id).texts.source?.text ?? '')
    // Who says the very same is told so already.
    const isNear = like !== null && facts.sourceHash(like) !== facts.sourceHash(id) && !meets(facts.codes(id), exactCodes)
    if (isNear) this.#change(id, () => facts.add(id, nearCodes, like))
    return true
  }

  /** A row says something else: it is looked at anew against those that were looked at. */
  #nearAgain(id: number): void {
    if (this.#likeness === null || id >= this.#near) return
    this.#likeness.forget(id)
    const next = this.#near
    this.#near = id
    this.#nearNext()
    this.#near = next
  }

  #compare(): boolean {
    this.#comparing ??= this.#compareAll()
    const next = this.#comparing.next()
    if (!next.done) return true
    this.#groups = next.value
    this.#comparing = null
    return true
  }

  *#compareAll(): Generator<void, RowGroups> {
    const { facts } = this
    for (let id = 0; id < this.#document.rows; id++) {
      if (id % 20_000 === 0) yield
      if (meets(facts.codes(id), exactCodes)) this.#change(id, () => facts.drop(id, exactCodes, !meets(facts.codes(id), nearCodes)))
    }
    return yield* compareRows({
      document: this.#document,
      facts,
      partOf: this.#partOf,
      note: (id, found, like) => this.#change(id, () => facts.add(id, found, like)),
    })
  }

  /** Changes what is known of a row, and counts along. */
  #change(id: number, work: () => void): void {
    const counts = this.#document.order.placeOf(id) !== -1
    if (counts) this.#counts.count(this.#facts.codes(id), -1)
    work()
    if (counts) this.#counts.count(this.#facts.codes(id), 1)
    this.#revision += 1
  }

  #readAgain(ids: Uint32Array): void {
    if (ids.length > 2_000) {
      for (const id of ids) this.#change(id, () => this.#facts.forget(id))
      this.#read = Math.min(
        this.#read,
        ids.reduce((least, id) => Math.min(least, id), this.#read),
      )
      this.#sense = Math.min(this.#sense, this.#read)
      this.#forgetNear()
      return
    }
    for (const id of ids) {
      const line = this.#readRow(id)
      if (this.wantsSense && this.#facts.isUsable(id)) this.#readSense(id, line)
      this.#nearAgain(id)
    }
  }

  #forgetNear(): void {
    this.#near = 0
    this.#likeness = null
  }

  #readAllAgain(): void {
    for (let id = 0; id < this.#document.rows; id++) if (this.#facts.isRead(id)) this.#change(id, () => this.#facts.forget(id))
    this.#read = 0
    this.#sense = 0
    this.#forgetNear()
    if (!this.#inferred) this.#inference = new TemplateInference()
  }

  /** Where the row that gives the format was edited or removed, or one came before it, another one may give it. */
  #decideAnew(changes: readonly Change[]): void {
    if (this.#formatRow === null) return
    const place = this.#document.order.placeOf(this.#formatRow)
    const touched = changes.some(
      ({ kind, ids }) => kind !== 'part' && (place === -1 || ids.some((id) => this.#document.order.placeOf(id) <= place)),
    )
    if (!touched) return
    this.#formatRow = null
    for (const id of this.#document.order.from()) {
      if (this.#decideFormat(id, this.line(id)) || this.#formatRow !== null) return
    }
  }

  /** The first rows tell most of the time what all have in common, so that they can be shown at once. */
  #lookFirst(): void {
    const [first] = this.#document.files
    if (first && !this.#isIndexed) first.file.readOn()
    this.#document.takeLines()
    this.#facts.reserve(this.#document.rows)
    const rows = this.#document.order.from().slice(0, firstLook)
    for (const id of rows) {
      this.#decideFormat(id, this.line(id))
      if (this.#formatRow !== null) break
    }
    const inference = new TemplateInference()
    for (const id of rows) {
      const { content } = this.line(id)
      const turns = content && turnsOf(content)
      if (turns) inference.add(turns)
    }
    this.#template = inference.template()
  }

  get #isIndexed(): boolean {
    return this.#document.files.every(({ file }) => file.isIndexed)
  }

  get #bytes(): number {
    return this.#document.files.reduce((sum, { file }) => sum + file.size, 0)
  }

  get #bytesRead(): number {
    return this.#document.files.reduce((sum, { file }) => sum + file.lines.bytes, 0)
  }
}
