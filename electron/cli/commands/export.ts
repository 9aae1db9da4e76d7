import { mkdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { certificateLine } from '../../core/exporting/certifying'
import { writeFailure } from '../../core/files/atomic'
import { StudioError } from '../../shared/errors'
import {
  type ExportFormat,
  type ExportResult,
  exportFormat,
  ggufType,
  isFused,
  isPackable,
  packedBits,
  remedyFor,
} from '../../shared/exporting'
import { folderNameOf } from '../../shared/folder-name'
import type { Run } from '../../shared/run'
import { type Command, needed, noWords, number, oneOf, optional, usage, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import type { Output } from '../output'
import { findRun, hear, withStudio } from '../studio'

/** `antecedent export`: the fused model or the adapter, in a folder of its own, in the layout of what is to load it. */
export const exportCommand: Command = {
  usage:
    'export --run RUN --to DIR [--format mlx|lm-studio|ollama|gguf|peft|adapter] [--quantize 4|8] [--outtype bf16|f16|q8_0] [--weights best|last] [--name NAME]',
  summary:
    'writes the fused model (mlx, lm-studio, ollama, gguf) or the adapter (peft, adapter) into a new folder with its model card, and checks that it answers as the adapter does. --quantize packs the weights of mlx and lm-studio. lm-studio goes into LM Studio’s own folder of models, as antecedent/NAME, and needs --to only for another place. gguf needs llama.cpp’s converter (“antecedent settings gguf-converter PATH”), and --outtype is what it writes: bf16 if nothing is said',
  options: {
    run: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    quantize: { type: 'string' },
    outtype: { type: 'string' },
    weights: { type: 'string' },
    name: { type: 'string' },
  },
  run: (invocation) => {
    const named = needed(invocation, 'run')
    const format = oneOf(invocation, 'format', exportFormat.options) ?? 'mlx'
    const bits = packedBits.nullable().safeParse(number(invocation, 'quantize') ?? null)
    if (!bits.success) throw usage('--quantize is 4 or 8.')
    if (bits.data !== null && !isPackable(format)) throw usage('--quantize goes with --format mlx and lm-studio alone.')
    const type = oneOf(invocation, 'outtype', ggufType.options)
    if (type !== undefined && format !== 'gguf') throw usage('--outtype goes with --format gguf alone.')
    if (optional(invocation, 'name') !== undefined && format !== 'lm-studio')
      throw usage('--name goes with --format lm-studio alone: others are named by --to.')
    const to = format === 'lm-studio' ? optional(invocation, 'to') : needed(invocation, 'to')
    const weights = weightsOf(invocation)
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal } = invocation
      const run = findRun(studio, named)
      const { exporting } = studio.services
      const { folder, name } = await placeOf(format, to, optional(invocation, 'name'), run, () => exporting.lmStudioFolder())
      const silence = hear(studio, (event) => {
        if (event.type === 'job.progress' && event.job === 'export') output.progress(event.phase, event.done, event.total)
      })
      const result = await exporting
        .export({ runId: run.id, format, folder, name, weights, bits: bits.data, ...(type !== undefined && { ggufType: type }) }, signal)
        .finally(() => {
          silence()
          output.endProgress()
        })
      tell(output, result)
      return 0
    })
  },
}

/** Where an export goes and what its folder is called. Folders above it are made. */
async function placeOf(
  format: ExportFormat,
  to: string | undefined,
  named: string | undefined,
  run: Run,
  lmStudio: () => Promise<string | null>,
): Promise<{ readonly folder: string; readonly name: string }> {
  if (to !== undefined && format !== 'lm-studio') {
    const path = resolve(to)
    await makeParent(path)
    return { folder: dirname(path), name: basename(path) }
  }
  const folder = to === undefined ? await lmStudio() : resolve(to)
  if (folder === null)
    throw new StudioError({
      code: 'bad-input',
      message: 'LM Studio keeps no models on this machine, at least not where it does by itself.',
      hint: 'Name its folder of models, or another place, with --to.',
    })
  const name = named ?? folderNameOf(run.name)
  await makeParent(join(folder, name))
  return { folder, name }
}

/** Says what was written, the proof of it, and how it is used. */
function tell(output: Output, result: ExportResult): void {
  const { path, certificate, commands, format, gguf, notes } = result
  const remedy = remedyFor(certificate, result.bits)
  output.line({
    type: 'result',
    path,
    format,
    quantize: result.bits,
    gguf,
    certificate,
    remedy,
    bytes: result.bytes,
    files: result.files,
    commands,
    notes,
  })
  output.say(path)
  if (isFused(format) && certificate.rows > 0)
    output.say(`${gguf === null ? '' : 'before the conversion to GGUF, '}${certificateLine(certificate)}`)
  if (remedy !== null) output.note(remedy)
  for (const note of notes) output.note(note)
  for (const { label, command } of commands) output.say(`\n${label}:\n  ${command}`)
}

/** Makes the folder that something new goes into. */
export async function makeParent(path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error)
  })
}
