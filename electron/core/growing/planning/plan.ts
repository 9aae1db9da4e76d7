import { type PlanSettings, wantedPhenomenon } from '../../../shared/growing'
import { RandomLot } from '../random-lot'
import { deal, dealEvenly, dealShare } from './apportion'
import { EntityKinds } from './entity-kinds'
import type { PlanItem, RowPlan } from './plan-item'

/** What is asked for, request by request, and what could not be planned as it was wanted. */
export type Plan = { readonly items: readonly PlanItem[]; readonly notes: readonly string[] }

/**
 * Plans rows so that every share is met to within one row, and nothing but the settings decides which row is what. Shares are of all rows;
 * phenomena are of the rows that have something to resolve, `severalAgreeing` of those of them with more than one entity.
 */
export function planRows(settings: PlanSettings): Plan {
  const total = settings.rows
  const lot = (label: string) => new RandomLot(settings.seed, label)
  const nothing = dealShare(total, settings.nothingToResolve, lot('nothing'))
  const wanted = dealPhenomena(settings, nothing)
  const counts = dealEvenly(total, numbers(settings.entities), lot('entities'))
  const eligible = counts.map((count, row) => count > 1 && nothing[row] === false)
  const shared = dealShare(eligible.filter(Boolean).length, settings.severalAgreeing, lot('agreeing'))
  const attributes = {
    genres: dealEvenly(total, settings.genres, lot('genres')),
    domains: dealEvenly(total, settings.domains, lot('domains')),
    styles: dealEvenly(total, settings.styles, lot('styles')),
    sentences: dealEvenly(total, numbers(settings.sentences), lot('sentences')),
    quotations: dealShare(total, settings.quotations, lot('quotations')),
    pleonastic: dealShare(total, settings.pleonastic, lot('pleonastic')),
  }
  const kinds = new EntityKinds(settings.kinds, lot('kinds'))
  let [place, short] = [0, 0]
  const rows = counts.map((count, row): RowPlan => {
    const several = eligible[row] === true && shared[place++] === true
    const aims = { wanted: wanted[row] ?? null, agreeing: several ? ('several' as const) : ('one' as const) }
    const entities = kinds.draw(count, aims)
    if (entities.length < count) short++
    return {
      genre: attributes.genres[row] ?? '',
      domain: attributes.domains[row] ?? '',
      style: attributes.styles[row] ?? '',
      sentences: attributes.sentences[row] ?? 1,
      entities,
      ...aims,
      quotation: attributes.quotations[row] ?? false,
      pleonastic: attributes.pleonastic[row] ?? false,
    }
  })
  const notes =
    short > 0
      ? [`${short} of ${total} rows have fewer entities than asked for: the kinds that were chosen have too few different pronouns.`]
      : []
  return { items: inRequests(rows, settings.textsPerRequest), notes }
}

function dealPhenomena(settings: PlanSettings, nothing: readonly boolean[]): readonly RowPlan['wanted'][] {
  const weighted = wantedPhenomenon.options.map((value) => ({ value, weight: settings.phenomena[value] }))
  const dealt = deal(nothing.filter((none) => !none).length, weighted, new RandomLot(settings.seed, 'phenomena'))
  let place = 0
  return nothing.map((none) => (none ? null : (dealt[place++] ?? null)))
}

function numbers({ least, most }: PlanSettings['sentences']): readonly number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index)
}

function inRequests(rows: readonly RowPlan[], size: number): readonly PlanItem[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => ({
    index,
    rows: rows.slice(index * size, (index + 1) * size),
  }))
}
