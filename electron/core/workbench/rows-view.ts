import type { Problem, RowDetail, RowView } from '../../shared/dataset'
import { severityOf } from '../../shared/dataset'
import { compare } from '../alignment/edits'
import { turnsInWriting, turnsOf } from '../rows/row-texts'
import type { Checking } from './checking'
import { codesIn } from './code-set'
import type { Document } from './document'
import type { ReadLine } from './read-row'
import type { RowNames } from './row-names'
import { likeMessage, senseProblems, structureProblems, wholeProblem } from './row-problems'

/** Longest source or rewrite a list shows, in UTF-16 units. */
const previewLength = 2000
/** Longest line that a detail shows, in UTF-16 units. */
const rawLength = 8 * 1024 * 1024

/** What a model made of the rows when it was asked last. */
export type Measured = { readonly longest: number; readonly reasons: ReadonlyMap<number, string> }

/** Rows as lists and details show them. */
export class RowsView {
  readonly #document: Document
  readonly #checking: Checking
  readonly #names: RowNames
  readonly #measured: () => Measured | null

  constructor(document: Document, checking: Checking, names: RowNames, measured: () => Measured | null) {
    this.#document = document
    this.#checking = checking
    this.#names = names
    this.#measured = measured
  }

  /** One row of a list. */
  row(id: number): RowView {
    return this.#view(id, this.#checking.line(id))
  }

  /** One row whole. */
  detail(id: number): RowDetail {
    const line = this.#checking.line(id)
    return this.#detail(line, this.#view(id, line))
  }

  /** What a row would be with this text; nothing changes. */
  tried(id: number, raw: string): RowDetail {
    const line = this.#checking.lineOf(raw)
    const problems = this.#ownProblems(line, this.#lineOf(id), this.#checking.wantsSense)
    return this.#detail(line, this.#shown(id, line, problems, true))
  }

  /** Everything that is wrong with a row. */
  problems(id: number, line = this.#checking.line(id)): Problem[] {
    const { facts } = this.#checking
    const place = this.#lineOf(id)
    const whole = codesIn(facts.codes(id)).flatMap((code) => {
      const like = facts.like(id)
      const other = like === null ? -1 : this.#document.order.placeOf(like)
      const message = likeMessage(code, other + 1) ?? this.#modelMessage(id, code)
      return message === null ? [] : [wholeProblem(code, message, line, place, this.#checking.format)]
    })
    return [...this.#ownProblems(line, place, this.#checking.wantsSense || facts.isSenseRead(id)), ...whole]
  }

  #ownProblems(line: ReadLine, place: number, withSense: boolean): Problem[] {
    const { format } = this.#checking
    const findings = withSense ? this.#checking.findings(line) : []
    return [...structureProblems(line, place, format), ...senseProblems(line, findings, place, format)]
  }

  #view(id: number, line: ReadLine): RowView {
    return this.#shown(id, line, this.problems(id, line), this.#document.isEdited(id))
  }

  #shown(id: number, { texts }: ReadLine, problems: readonly Problem[], edited: boolean): RowView {
    const line = this.#lineOf(id)
    return {
      id: this.#names.of(id),
      index: Math.max(0, this.#document.order.placeOf(id)),
      line,
      usable: problems.every(({ code }) => severityOf(code) !== 'error'),
      edited,
      part: this.#document.part(id),
      source: texts.source?.text.slice(0, previewLength) ?? null,
      rewrite: texts.rewrite?.text.slice(0, previewLength) ?? null,
      tokens: this.#checking.facts.tokens(id),
      comparison: isWholeInPreview(texts) ? comparisonOf(texts) : null,
      problems,
    }
  }

  #detail({ raw, content, texts }: ReadLine, row: RowView): RowDetail {
    const { source, rewrite } = texts
    const { format } = this.#checking
    const turns =
      content === null
        ? turnsInWriting(raw.text, format)
        : (turnsOf(content) ?? [{ role: 'user' as const, content: 'text' in content ? content.text : '' }])
    return {
      row,
      raw: raw.text.slice(0, rawLength),
      turns,
      source: source && { turn: source.turn, start: source.start },
      rewrite: rewrite && { turn: rewrite.turn, start: rewrite.start },
      comparison: row.comparison ?? comparisonOf(texts),
    }
  }

  #modelMessage(id: number, code: Problem['code']): string | null {
    const tokens = this.#checking.facts.tokens(id) ?? 0
    const { longest, reasons } = this.#measured() ?? { longest: 0, reasons: new Map<number, string>() }
    const told = `The row has ${tokens} tokens; the last ${tokens - longest} would be cut at ${longest}`
    if (code === 'template-refuses') return reasons.get(id) ?? 'The chat template refuses the row.'
    if (code === 'row-cut') return `${told}.`
    return code === 'answer-cut' ? `${told}, and nothing of the answer is left.` : null
  }

  #lineOf(id: number): number {
    return this.#document.lineAfterSave(id)
  }
}

/** Whether a list shows both texts to their end. */
function isWholeInPreview({ source, rewrite }: ReadLine['texts']): boolean {
  return Math.max(source?.text.length ?? 0, rewrite?.text.length ?? 0) <= previewLength
}

function comparisonOf({ source, rewrite }: ReadLine['texts']): RowDetail['comparison'] {
  return source && rewrite && compare(source.text, rewrite.text)
}
