import type { OpenAntecedent } from '../../core/antecedent'
import { conversionWords } from '../../shared/conversion'
import { packedBits } from '../../shared/exporting'
import { type Invocation, number, optional, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { findModel, hear, openDataset } from '../studio'

/** Options of `models convert`, which go with no other action. */
export const convertOptions = { bits: { type: 'string' }, data: { type: 'string' }, name: { type: 'string' } } as const

/** How they are written, for the usage line. */
export const convertUsage = 'convert MODEL --bits 4|8 [--data FILE] [--name N]'

/** Refuses them beside another action. */
export function refuseConvertOptions({ options }: Invocation): void {
  const given = Object.keys(convertOptions).find((name) => options[name] !== undefined)
  if (given !== undefined) throw usage(`--${given} goes with “models convert” alone.`)
}

/**
 * Packs a model with a bar, and tells what that cost; Ctrl-C leaves nothing of it. What else was named is looked at before a model is fetched.
 * Throws what the conversion ends with.
 */
export async function convertModel(studio: OpenAntecedent, named: string, invocation: Invocation): Promise<ExitCode> {
  const { output, signal } = invocation
  const bits = packedBits.safeParse(number(invocation, 'bits'))
  if (!bits.success) throw usage('--bits is 4 or 8.')
  const data = optional(invocation, 'data')
  const dataset = data === undefined ? null : await openDataset(studio, data, signal)
  const ref = await findModel(studio, named, invocation)
  const silence = hear(studio, (event) => {
    if (event.type === 'job.progress' && event.job === 'convert') output.progress(event.phase, event.done, event.total)
  })
  const request = { ref, bits: bits.data, dataset, name: optional(invocation, 'name') ?? null }
  const { model, loss } = await studio.services.converting.convert(request, 'cli', signal).finally(() => {
    silence()
    output.endProgress()
  })
  output.line({ type: 'result', model, loss })
  output.say(model.location)
  if (model.convertedFrom !== null) output.say(`${conversionWords(model.convertedFrom)} (rows of ${loss.data})`)
  return 0
}
