import { type EntityKind, entityKind, type PlanSettings } from '../../../shared/growing'
import type { RandomLot } from '../random-lot'
import { entityLetters, type RowPlan } from './plan-item'

/** The pronouns that can stand for an entity of each kind. */
export const pronounClassOf: Readonly<Record<EntityKind, 'she' | 'he' | 'they' | 'it'>> = {
  woman: 'she',
  man: 'he',
  group: 'they',
  organisation: 'it',
  place: 'it',
  thing: 'it',
}

/** Gives kinds of entities to row after row, so that all of them together come as near to their weights as the rows allow. */
export class EntityKinds {
  readonly #weights: PlanSettings['kinds']
  readonly #lot: RandomLot
  readonly #given = new Map<EntityKind, number>()
  #total = 0

  constructor(weights: PlanSettings['kinds'], lot: RandomLot) {
    this.#weights = weights
    this.#lot = lot
  }

  /**
   * The entities of one row. A row for plurals has a group whatever groups weigh. With `one` agreeing no two share a pronoun, and there are
   * fewer than `count` where the weights leave too few pronouns; with `several` two share one.
   */
  draw(count: number, { wanted, agreeing }: Pick<RowPlan, 'wanted' | 'agreeing'>): RowPlan['entities'] {
    const kinds: EntityKind[] = []
    if (wanted === 'plural') kinds.push(this.#take(['group']))
    while (kinds.length < count) {
      const allowed = this.#allowed(kinds, count, agreeing)
      if (allowed.length === 0) break
      kinds.push(this.#take(allowed))
    }
    // Which letter a group has is chance as well.
    return this.#lot.shuffled(kinds).map((kind, index) => ({ letter: entityLetters[index] ?? 'a', kind }))
  }

  #allowed(kinds: readonly EntityKind[], count: number, agreeing: RowPlan['agreeing']): readonly EntityKind[] {
    const weighed = entityKind.options.filter((kind) => this.#weights[kind] > 0)
    const used = new Set(kinds.map((kind) => pronounClassOf[kind]))
    const free = weighed.filter((kind) => !used.has(pronounClassOf[kind]))
    if (agreeing === 'one') return free
    const last = kinds.length === count - 1
    if (!last || used.size < kinds.length) return weighed
    // The last one has to share a pronoun with an earlier one, or no two would.
    return entityKind.options.filter((kind) => used.has(pronounClassOf[kind]) && (this.#weights[kind] > 0 || kinds.includes(kind)))
  }

  /** Takes the kind that is furthest behind its share. */
  #take(allowed: readonly EntityKind[]): EntityKind {
    const sum = Object.values(this.#weights).reduce((all, weight) => all + weight, 0)
    const behind = (kind: EntityKind) => ((this.#total + 1) * this.#weights[kind]) / sum - (this.#given.get(kind) ?? 0)
    const [first = 'thing'] = this.#lot.shuffled(allowed)
    const kind = allowed.reduce((best, each) => (behind(each) > behind(best) ? each : best), first)
    this.#given.set(kind, (this.#given.get(kind) ?? 0) + 1)
    this.#total++
    return kind
  }
}
