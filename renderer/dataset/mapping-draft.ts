import type { Mapping, Table, TableFormat } from '../../electron/shared/importing'

/** Which columns become which turns, as it is being chosen; null names no column. */
export type MappingDraft = {
  /** A column of whole conversations: then there are no source and rewrite of their own. */
  readonly messages: string | null
  readonly source: string | null
  readonly rewrite: string | null
  readonly system: string | null
  /** The system turn where no column gives it; empty for none. */
  readonly systemText: string
  readonly before: string
  readonly group: string | null
}

const nothing: MappingDraft = { messages: null, source: null, rewrite: null, system: null, systemText: '', before: '', group: null }

/** What the table itself suggests. */
export function draftOfTable({ suggestion }: Table): MappingDraft {
  if (suggestion === null) return nothing
  const { rows, group } = suggestion.mapping
  if (rows.from === 'messages') return { ...nothing, messages: rows.column, group }
  const { source, rewrite, system, before } = rows
  return {
    ...nothing,
    source,
    rewrite,
    before,
    group,
    system: system.from === 'column' ? system.column : null,
    systemText: system.from === 'text' ? system.text : '',
  }
}

/** The mapping that was chosen; null while something is missing. */
export function mappingOf(draft: MappingDraft, format: TableFormat): Mapping | null {
  const { messages, source, rewrite, system, systemText, before, group } = draft
  if (messages !== null) return { format, rows: { from: 'messages', column: messages }, group }
  if (source === null || rewrite === null || source === rewrite) return null
  const systemTurn =
    system !== null
      ? ({ from: 'column', column: system } as const)
      : systemText.trim() === ''
        ? ({ from: 'none' } as const)
        : ({ from: 'text', text: systemText } as const)
  return { format, rows: { from: 'columns', source, rewrite, system: systemTurn, before }, group }
}
