import { rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StudioError } from '../../../shared/errors'
import type { GgufFacts, GgufType } from '../../../shared/exporting'
import type { Settings } from '../../../shared/settings'
import { errnoOf } from '../../files/atomic'
import { conversionFailure, withLastWords } from './converter-failure'
import { type ConverterPlace, runConverter } from './converter-process'
import { readGgufHeader } from './gguf-header'

/** What of the settings says how a GGUF is made. */
export type ConverterSettings = Pick<Settings, 'ggufConverter' | 'ggufPython'>

/** The converter that was set. Throws `bad-input` where none was, `not-found` where it is gone. Nothing is started. */
export async function converterOf({ ggufConverter, ggufPython }: ConverterSettings): Promise<Pick<ConverterPlace, 'python' | 'script'>> {
  if (ggufConverter === null)
    throw new StudioError({
      code: 'bad-input',
      message: 'A GGUF is made by llama.cpp’s converter, and nobody said where that is.',
      hint: 'Name its convert_hf_to_gguf.py: antecedent settings gguf-converter PATH, or on the Export screen.',
    })
  const found = await stat(ggufConverter).catch(() => null)
  if (found === null)
    throw new StudioError({
      code: 'not-found',
      message: `The converter ${basename(ggufConverter)} is not where it was.`,
      hint: 'Name it again: antecedent settings gguf-converter PATH, or on the Export screen.',
      where: { file: ggufConverter },
    })
  if (!found.isFile()) throw noConverter(ggufConverter, '')
  return { python: ggufPython ?? 'python3', script: ggufConverter }
}

/**
 * Asks the converter for its help, before minutes of work: whether Python starts, has what it needs, and whether it is llama.cpp's converter and
 * writes this type. Throws `python-missing`, `bad-input`, `cancelled`.
 */
export async function askConverter(place: ConverterPlace, type: GgufType, signal: AbortSignal): Promise<void> {
  const end = await runConverter({ ...place, log: null }, ['--help'], signal)
  if (end.code !== 0) {
    const failure = conversionFailure(end)
    throw failure.failure.code === 'python-missing' ? failure : noConverter(place.script, end.words)
  }
  const understands = (word: string) => end.words.includes(word)
  if (!['--outfile', '--outtype', '--model-name'].every(understands)) throw noConverter(place.script, '')
  if (!understands(type))
    throw new StudioError({
      code: 'bad-input',
      message: `This converter does not write ${type}.`,
      hint: 'Choose another type, or a newer llama.cpp.',
    })
}

/**
 * Converts a model's folder into the file `to`, which is new, and reads what was written. Throws `conversion-failed`, `model-invalid` where the converter
 * does not know the model, `python-missing`, `disk-full`, `cancelled`.
 * @param to an absolute path in the folder the converter works in, or one that can be renamed to from there
 */
export async function convert(
  place: ConverterPlace,
  { model, name, type, to }: { readonly model: string; readonly name: string; readonly type: GgufType; readonly to: string },
  signal: AbortSignal,
): Promise<GgufFacts> {
  // It fills braces in the name of what it writes, so that name is never a person's.
  const written = join(place.folder, 'converted.gguf')
  const end = await runConverter(place, [model, '--outfile', written, '--outtype', type, '--model-name', name], signal)
  if (end.code !== 0) throw conversionFailure(end)
  const header = await readGgufHeader(written).catch((error: unknown) => {
    throw errnoOf(error) === 'ENOENT' ? nothingWritten(end.words) : error
  })
  await rename(written, to)
  return { type, ...header }
}

function nothingWritten(words: string): StudioError {
  return new StudioError({
    code: 'conversion-failed',
    message: 'llama.cpp’s converter ended without a complaint and wrote no file.',
    hint: withLastWords('The log of the run has all of what it said.', words),
  })
}

function noConverter(script: string, words: string): StudioError {
  return new StudioError({
    code: 'bad-input',
    message: `${basename(script)} is not llama.cpp’s converter.`,
    hint: withLastWords('Name the convert_hf_to_gguf.py of a whole checkout of llama.cpp.', words),
    where: { file: script },
  })
}
