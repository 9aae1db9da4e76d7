import { mkdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { certificateLine } from '../../core/exporting/certifying'
import { writeFailure } from '../../core/files/atomic'
import { exportFormat, isFused, packedBits, remedyFor } from '../../shared/exporting'
import { type Command, needed, noWords, number, optional, usage, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import { findRun, hear, withStudio } from '../studio'

/** `antecedent export`: the fused model or the adapter, in a folder of its own, in the layout of what is to load it. */
export const exportCommand: Command = {
  usage: 'export --run RUN --to DIR [--format mlx|ollama|peft|adapter] [--quantize 4|8] [--weights best|last]',
  summary:
    'writes the fused model (mlx, ollama) or the adapter (peft, adapter) into a new folder with its model card, and checks that it answers as the adapter does',
  options: {
    run: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    quantize: { type: 'string' },
    weights: { type: 'string' },
  },
  run: (invocation) => {
    const named = needed(invocation, 'run')
    const format = exportFormat.safeParse(optional(invocation, 'format') ?? 'mlx')
    if (!format.success) throw usage(`--format is one of ${exportFormat.options.join(', ')}.`)
    const bits = packedBits.nullable().safeParse(number(invocation, 'quantize') ?? null)
    if (!bits.success) throw usage('--quantize is 4 or 8.')
    if (bits.data !== null && format.data !== 'mlx') throw usage('--quantize goes with --format mlx alone.')
    const to = resolve(needed(invocation, 'to'))
    const weights = weightsOf(invocation)
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal } = invocation
      const run = findRun(studio, named)
      await makeParent(to)
      const silence = hear(studio, (event) => {
        if (event.type === 'job.progress' && event.job === 'export') output.progress(event.phase, event.done, event.total)
      })
      const result = await studio.services.exporting
        .export({ runId: run.id, format: format.data, folder: dirname(to), name: basename(to), weights, bits: bits.data }, signal)
        .finally(() => {
          silence()
          output.endProgress()
        })
      const { path, certificate, commands } = result
      const remedy = remedyFor(certificate, result.bits)
      output.line({
        type: 'result',
        path,
        format: result.format,
        quantize: result.bits,
        certificate,
        remedy,
        bytes: result.bytes,
        files: result.files,
        commands,
      })
      output.say(path)
      if (isFused(result.format) && certificate.rows > 0) output.say(certificateLine(certificate))
      if (remedy !== null) output.note(remedy)
      for (const { label, command } of commands) output.say(`\n${label}:\n  ${command}`)
      return 0
    })
  },
}

/** Makes the folder that something new goes into. */
export async function makeParent(path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error)
  })
}
