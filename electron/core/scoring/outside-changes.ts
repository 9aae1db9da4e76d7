import type { OutsideChange } from '../../shared/scorecard'
import type { Token } from '../alignment/tokens'

type Range = { start: number; end: number }
/** A run of edited tokens; a side is null until one of its tokens is in the run. */
type Run = { source: Range | null; output: Range | null; readonly sourceAt: number; readonly outputAt: number }

/** Gathers edited tokens outside mentions into runs, told in reading order. What is neither edited nor passed ends no run. */
export class OutsideChanges {
  readonly #source: string
  readonly #output: string
  readonly #found: OutsideChange[] = []
  #tokens = 0
  #run: Run | null = null
  #sourceAt = 0
  #outputAt = 0

  constructor(source: string, output: string) {
    this.#source = source
    this.#output = output
  }

  /** One edit: a source token that was left out, an output token that was added, or the one in place of the other. */
  note(source: Token | null, output: Token | null): void {
    this.#tokens++
    this.#run ??= { source: null, output: null, sourceAt: this.#sourceAt, outputAt: this.#outputAt }
    if (source !== null) this.#run.source = { start: this.#run.source?.start ?? source.start, end: source.end }
    if (output !== null) this.#run.output = { start: this.#run.output?.start ?? output.start, end: output.end }
    this.#sourceAt = source?.end ?? this.#sourceAt
    this.#outputAt = output?.end ?? this.#outputAt
  }

  /** What is no edit: a match, a slot or a wording of the gold rewrite. Ends the run before it. */
  pass(source: Readonly<Range> | null, output: readonly Token[]): void {
    this.#close()
    this.#sourceAt = source?.end ?? this.#sourceAt
    this.#outputAt = output.at(-1)?.end ?? this.#outputAt
  }

  /** The number of edited tokens, and the runs. */
  end(): { readonly tokens: number; readonly found: readonly OutsideChange[] } {
    this.#close()
    return { tokens: this.#tokens, found: this.#found }
  }

  #close(): void {
    if (this.#run === null) return
    const { source, output, sourceAt, outputAt } = this.#run
    this.#run = null
    const [{ start, end }, written] = [source ?? { start: sourceAt, end: sourceAt }, output ?? { start: outputAt, end: outputAt }]
    this.#found.push({
      start,
      end,
      outputStart: written.start,
      outputEnd: written.end,
      before: this.#source.slice(start, end),
      after: this.#output.slice(written.start, written.end),
    })
  }
}
