import {
  type EntityKind,
  maxPlannedRows,
  ordinaryPlan,
  type PlanSettings,
  planSettings,
  type wantedPhenomenon,
} from '../../electron/shared/growing'
import { readNumber } from '../text/typed-number'

type Phenomenon = (typeof wantedPhenomenon.options)[number]

/** A plan as it is typed: numbers as texts, lists with commas, shares in percent. */
export type PlanDraft = Readonly<Record<PlanField, string>>

const kindFields = {
  woman: 'kind-woman',
  man: 'kind-man',
  group: 'kind-group',
  organisation: 'kind-organisation',
  place: 'kind-place',
  thing: 'kind-thing',
} as const satisfies Record<EntityKind, string>

const phenomenonFields = {
  pronoun: 'phenomenon-pronoun',
  possessive: 'phenomenon-possessive',
  descriptive: 'phenomenon-descriptive',
  plural: 'phenomenon-plural',
  cataphora: 'phenomenon-cataphora',
} as const satisfies Record<Phenomenon, string>

/** Shares that are typed in percent. */
export const shareFields = ['nothingToResolve', 'quotations', 'pleonastic', 'severalAgreeing'] as const
/** Lists that are typed with commas. */
export const listFields = ['genres', 'domains', 'styles'] as const

/** A field of the form. */
export type PlanField =
  | 'rows'
  | 'textsPerRequest'
  | 'seed'
  | 'sentencesLeast'
  | 'sentencesMost'
  | 'entitiesLeast'
  | 'entitiesMost'
  | (typeof listFields)[number]
  | (typeof shareFields)[number]
  | (typeof kindFields)[EntityKind]
  | (typeof phenomenonFields)[Phenomenon]

/** Weights that are typed, by what they weigh. */
export const weightFields = { kinds: kindFields, phenomena: phenomenonFields }

/** What a draft means: its settings, or what is wrong with which field. */
export type PlanReading = { readonly settings: PlanSettings | null; readonly wrong: ReadonlyMap<PlanField, string> }

/** The draft of settings. */
export function planDraft(settings: PlanSettings): PlanDraft {
  const weights = (fields: Readonly<Record<string, PlanField>>, of: Readonly<Record<string, number>>) =>
    Object.entries(fields).map(([name, field]) => [field, String(of[name] ?? 0)])
  return Object.fromEntries([
    ...(['rows', 'textsPerRequest', 'seed'] as const).map((field) => [field, String(settings[field])]),
    ...(['sentences', 'entities'] as const).flatMap((range) => [
      [`${range}Least`, String(settings[range].least)],
      [`${range}Most`, String(settings[range].most)],
    ]),
    ...listFields.map((field) => [field, settings[field].join(', ')]),
    ...shareFields.map((field) => [field, String(Math.round(settings[field] * 1000) / 10)]),
    ...weights(kindFields, settings.kinds),
    ...weights(phenomenonFields, settings.phenomena),
  ]) as PlanDraft
}

/** A draft that makes a useful set. */
export const ordinaryDraft: PlanDraft = planDraft(ordinaryPlan)

/** Reads a draft; every field that is wrong is named with what it wants. */
export function readPlan(draft: PlanDraft): PlanReading {
  const wrong = new Map<PlanField, string>()
  const number = (field: PlanField, least: number, most: number, whole: boolean): number => {
    const read = readNumber({ min: least, max: most, whole }, draft[field])
    if (read.wrong !== null) wrong.set(field, read.wrong)
    return read.value
  }
  const range = (name: 'sentences' | 'entities', upper: number) => {
    const least = number(`${name}Least`, 1, upper, true)
    const most = number(`${name}Most`, 1, upper, true)
    if (least > most) wrong.set(`${name}Most`, 'At least as many as the least.')
    return { least, most }
  }
  const list = (field: (typeof listFields)[number], upper: number): readonly string[] => {
    const found = [...new Set(draft[field].split(/[,\n]/).map((each) => each.trim()))].filter((each) => each !== '')
    if (found.length === 0) wrong.set(field, 'At least one.')
    else if (found.length > upper) wrong.set(field, `At most ${upper}.`)
    else if (found.some((each) => each.length > 80)) wrong.set(field, 'Each has at most 80 characters.')
    return found
  }
  const weights = <N extends string>(fields: Readonly<Record<N, PlanField>>): Record<N, number> => {
    const names = Object.keys(fields) as N[]
    const read = Object.fromEntries(names.map((name) => [name, number(fields[name], 0, 1000, false)])) as Record<N, number>
    const first = names[0]
    if (first !== undefined && names.every((name) => read[name] === 0)) wrong.set(fields[first], 'At least one has to be more than 0.')
    return read
  }
  const shares = Object.fromEntries(shareFields.map((field) => [field, Math.round(number(field, 0, 100, false) * 1e6) / 1e8]))
  const settings = {
    rows: number('rows', 1, maxPlannedRows, true),
    textsPerRequest: number('textsPerRequest', 1, 10, true),
    seed: number('seed', 0, 2_147_483_647, true),
    genres: list('genres', 30),
    domains: list('domains', 30),
    styles: list('styles', 30),
    sentences: range('sentences', 12),
    entities: range('entities', 4),
    kinds: weights(kindFields),
    phenomena: weights(phenomenonFields),
    ...shares,
  }
  const parsed = wrong.size === 0 ? planSettings.safeParse(settings) : null
  return { settings: parsed?.data ?? null, wrong }
}
