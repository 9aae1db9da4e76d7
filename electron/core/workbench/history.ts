import { type Change, inverse } from './changes'

/** Something a person did that is undone as one. */
export type Step = {
  /** What it was, as a menu says it after “Undo”: “Edit row 3”. */
  readonly label: string
  /** When, as ISO 8601. */
  readonly at: string
  readonly changes: readonly Change[]
  /** The row that was typed in, while typing on belongs to the same step. */
  readonly typing: number | null
}

/** Everything that was done, in order, and how much of it stands. */
export class History {
  #steps: Step[] = []
  #standing = 0
  /** Steps that stand in the files; −1 where the way there was cut off. */
  #saved = 0

  get steps(): readonly Step[] {
    return this.#steps
  }

  /** How many steps stand; those beyond were undone. */
  get standing(): number {
    return this.#standing
  }

  /** Whether the files hold exactly what stands. */
  get isSaved(): boolean {
    return this.#standing === this.#saved
  }

  /** The step that undo takes back; null where there is none. */
  get last(): Step | null {
    return this.#steps[this.#standing - 1] ?? null
  }

  /** The step that redo brings back; null where there is none. */
  get next(): Step | null {
    return this.#steps[this.#standing] ?? null
  }

  /** Notes a step that was done. What was undone before cannot be redone any more. */
  push(step: Step): void {
    if (this.#saved > this.#standing) this.#saved = -1
    this.#steps.length = this.#standing
    this.#steps.push(step)
    this.#standing += 1
  }

  /** Puts a step in the place of the last one: its row was typed on. */
  amend(step: Step): void {
    if (this.#saved === this.#standing) this.#saved = -1
    this.#steps.length = this.#standing
    this.#steps[this.#standing - 1] = step
  }

  /** Typing on in the last step's row is a step of its own from now on. */
  endTyping(): void {
    const { last } = this
    if (last?.typing != null) this.#steps[this.#standing - 1] = { ...last, typing: null }
  }

  /** Takes the last step back; the changes that do so, in the order in which they are applied. Empty where there is none. */
  undo(): readonly Change[] {
    const { last } = this
    if (!last) return []
    this.#standing -= 1
    return [...last.changes].reverse().map(inverse)
  }

  /** Brings the next step back; the changes that do so. */
  redo(): readonly Change[] {
    const { next } = this
    if (!next) return []
    this.#standing += 1
    return next.changes
  }

  /** The files hold what stands now. `steps` are the same steps over the files' new lines. */
  save(steps: readonly Step[]): void {
    this.#steps = [...steps]
    this.#saved = this.#standing
  }

  /** Takes over what an earlier session left: steps, and how many of them stand in the files. */
  restore(steps: readonly Step[], standing: number): void {
    this.#steps = [...steps]
    this.#standing = Math.min(standing, steps.length)
    this.#saved = this.#standing
  }
}
