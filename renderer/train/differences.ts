import { counted, loss } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { settingsOf } from '../../electron/shared/run-settings'
import { tunedCard } from '../../electron/shared/scorecard'
import { wordOf } from '../frame/run-state'
import { rate, unknown } from '../text/format'

/** One thing in which runs differ, with what each of them has. */
export type Difference = {
  /** A plain name, or mlx-lm's key of a setting. */
  readonly name: string
  readonly kind: 'fact' | 'setting'
  readonly values: readonly string[]
}

/**
 * In what runs differ, in the order of the runs: data, model and what came of it, which are always told, then the settings that are not
 * the same in all of them. `bestLosses` are the validation losses at the runs’ best steps in nats, null where there is none. Settings of optimizers that no run uses, and what `iters` and `lr_schedule` overrule, are no differences.
 */
export function differencesOf(runs: readonly Run[], bestLosses: readonly (number | null)[]): readonly Difference[] {
  const facts: readonly Difference[] = [
    fact('data', runs, ({ dataset }) => `${dataset.name}, ${counted(dataset.rows, 'row')}`, sameNameTold(runs)),
    fact('model', runs, ({ model }) => model.name),
    fact('outcome', runs, wordOf),
    { name: 'loss at the best step', kind: 'fact', values: runs.map((_, place) => lossWords(bestLosses[place] ?? null)) },
    fact('mention F1', runs, ({ comparison }) => {
      const card = comparison === null ? undefined : tunedCard(comparison)
      return card === undefined ? unknown : rate(card.f1)
    }),
  ]
  const settings = runs.map(({ config }) => settingsOf(config))
  const keys = [...new Set(settings.flatMap((each) => [...each.keys()]))]
  const differing = keys.flatMap((name): Difference[] => {
    const values = settings.map((each) => each.get(name) ?? unknown)
    return values.every((value) => value === values[0]) ? [] : [{ name, kind: 'setting', values }]
  })
  return [...facts, ...differing]
}

function fact(
  name: string,
  runs: readonly Run[],
  of: (run: Run) => string,
  told: (run: Run, value: string) => string = (_, value) => value,
): Difference {
  return { name, kind: 'fact', values: runs.map((run) => told(run, of(run))) }
}

/** Files of one name with other content are told apart by the first digits of their hash. */
function sameNameTold(runs: readonly Run[]): (run: Run, value: string) => string {
  const contents = new Set(runs.map(({ dataset }) => `${dataset.name} ${dataset.sha256}`)).size
  const names = new Set(runs.map(({ dataset }) => dataset.name)).size
  return contents > names ? ({ dataset }, value) => `${value} (${dataset.sha256.slice(0, 7)})` : (_, value) => value
}

const lossWords = (value: number | null): string => (value === null ? unknown : loss(value))
