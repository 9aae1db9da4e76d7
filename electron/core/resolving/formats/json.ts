import type { Edit } from '../../../shared/resolution'
import type { AnswerFacts } from '../../../shared/resolve-format'
import { codePointOffsets, offsetUnit } from './code-points'
import { garbledParts } from './garbled'
import { jsonLine } from './json-line'
import { type NumberedEntity, numberedEntities } from './numbered-entities'
import { type Provenance, provenanceOf } from './provenance'
import type { ResolvedDocument } from './resolved-document'

/** Words of the source. Offsets count code points, end exclusive. */
export type JsonSpan = { readonly start: number; readonly end: number; readonly text: string }

/** A mention. The last two are there where the rewrite put a name in its place. */
export type JsonMention = JsonSpan & {
  /** What stands there now. */
  readonly resolved?: string
  /** `edit` is the place among the document's edits, from 0. */
  readonly provenance?: Provenance & { readonly edit: number }
}

/** What the format `json` says of one document. Every offset counts code points and is of the source, `output_*` of the resolved text. */
export type JsonDocument = {
  readonly format: 'antecedent/resolution'
  readonly version: 1
  readonly id: string
  readonly offsets: typeof offsetUnit
  /** Clusters hold what the rewrite tells, not what a coreference model found. */
  readonly clusters_from: 'rewrite'
  readonly source: string
  readonly resolved_text: string
  readonly clusters: readonly {
    /** From 1, in the order of first mentions. */
    readonly id: number
    readonly name: string
    /** The antecedent. */
    readonly main: JsonSpan
    readonly mentions: readonly JsonMention[]
  }[]
  readonly edits: readonly {
    readonly start: number
    readonly end: number
    readonly before: string
    readonly after: string
    readonly output_start: number
    readonly output_end: number
    readonly kind: EditKind
    /** Its id among `clusters`, for `resolved`. */
    readonly cluster: number | null
    readonly provenance: Provenance
  }[]
  /** Pronouns that the rewrite kept. */
  readonly left_as_is: readonly JsonSpan[]
  /** Where a person undid a change: the source's words stand. */
  readonly undone: readonly JsonSpan[]
  /** Stretches that stand as in the source, since what the model made of them was no rewrite. */
  readonly garbled: readonly JsonSpan[]
  readonly answers: readonly {
    readonly start: number
    readonly end: number
    readonly model: AnswerFacts['model']
    readonly run: AnswerFacts['run']
    readonly weights: AnswerFacts['weights']
    readonly step: number | null
    /** First 16 hex digits of the SHA-256 of the adapter's file, and its strength from 0 to 1. */
    readonly adapter: { readonly sha256_prefix: string; readonly scale: number } | null
    /** False where the model ran out of room. */
    readonly whole: boolean
  }[]
}

/** What an edit did, as files name it. */
export type EditKind = 'resolved' | 'new_words' | 'changed'

/** The name in files for what an edit did. */
export function editKind(kind: Edit['kind']): EditKind {
  return kind === 'newWords' ? 'new_words' : kind
}

/** All that is known of a document, in code points. */
export function jsonDocument(document: ResolvedDocument): JsonDocument {
  const { source, output, edits, answers } = document
  const [at, outputAt] = [codePointOffsets(source), codePointOffsets(output)]
  const entities = numberedEntities(document)
  const origins = edits.map((edit) => provenanceOf(document, edit))
  const span = ({ start, end }: { readonly start: number; readonly end: number }): JsonSpan => ({
    start: at(start),
    end: at(end),
    text: source.slice(start, end),
  })
  const mention = ({ start, end, edit }: NumberedEntity['mentions'][number]): JsonMention => {
    const [change, origin] = edit === null ? [] : [edits[edit], origins[edit]]
    return edit === null || change === undefined || origin === undefined
      ? span({ start, end })
      : { ...span({ start, end }), resolved: change.after, provenance: { edit, ...origin } }
  }
  return {
    format: 'antecedent/resolution',
    version: 1,
    id: document.id,
    offsets: offsetUnit,
    clusters_from: 'rewrite',
    source,
    resolved_text: output,
    clusters: entities.list.map(({ number, name, main, mentions }) => ({
      id: number,
      name,
      main: span(mentions[main] ?? { start: 0, end: 0 }),
      mentions: mentions.map(mention),
    })),
    edits: edits.map((edit, place) => ({
      start: at(edit.start),
      end: at(edit.end),
      before: edit.before,
      after: edit.after,
      output_start: outputAt(edit.outputStart),
      output_end: outputAt(edit.outputEnd),
      kind: editKind(edit.kind),
      cluster: entities.of(edit.cluster)?.number ?? null,
      provenance: origins[place] ?? { answer: null, weights: null, decision: null },
    })),
    left_as_is: document.leftAsIs.map(span),
    undone: document.decisions.filter(({ kind }) => kind === 'undone').map(span),
    garbled: garbledParts(document).map(span),
    answers: answers.map(({ start, end, model, run, weights, step, adapter, finishReason }) => ({
      start: at(start),
      end: at(end),
      model,
      run,
      weights,
      step,
      adapter: adapter === null ? null : { sha256_prefix: adapter.adapter, scale: adapter.scale },
      whole: finishReason === 'stop',
    })),
  }
}

/** Documents as JSON, one object a line: a single one is a JSON file, several are JSON Lines. */
export function json(documents: readonly ResolvedDocument[]): string {
  return documents.map((document) => jsonLine(jsonDocument(document))).join('')
}
