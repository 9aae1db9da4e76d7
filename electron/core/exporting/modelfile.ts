import { StudioError } from '../../shared/errors'
import type { Result } from '../../shared/protocol'

/** What goes into a Modelfile besides the folder it lies in. */
export type ModelfileParts = Pick<Result<'ollama'>, 'template' | 'stops'> & {
  /** What the model is made of, as seen from the file: its own folder, or a GGUF in it. */
  readonly from: string
  /** The run's system turn, null for none. */
  readonly system: string | null
  /** Most tokens of prompt and answer together. */
  readonly context: number
}

/**
 * The Modelfile that makes an Ollama model of the folder it lies in, or of a file there: asked as in training, greedy. Throws `bad-input` for a system turn that
 * Ollama's file cannot hold.
 */
export function modelfile({ from, template, stops, system, context }: ModelfileParts): string {
  const lines = [
    `FROM ${from}`,
    `TEMPLATE """${template}"""`,
    ...(system === null ? [] : [`SYSTEM ${quoted(system)}`]),
    'PARAMETER temperature 0',
    `PARAMETER num_ctx ${context}`,
    ...stops.filter(isPlain).map((stop) => `PARAMETER stop ${quoted(stop)}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Ollama’s window for a run: as long as it was taught, at least what it takes by itself, no more than the base model has. */
export function contextFor(longestRow: number, positions: number | null): number {
  return Math.min(Math.max(longestRow, 4096), positions ?? Number.POSITIVE_INFINITY)
}

function quoted(text: string): string {
  if (!isPlain(text))
    throw new StudioError({
      code: 'bad-input',
      message: 'The system prompt of this run has characters that Ollama’s Modelfile cannot hold.',
      hint: 'Export the fused model: what reads its own chat template asks it right.',
    })
  return `"""${text}"""`
}

/** What the file keeps as it is: letters, marks, numbers, signs, spaces, line ends, and no three quotation marks on end. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} \n\t]*$/u.test(text) && !text.includes('"""') && !text.endsWith('"')
}
