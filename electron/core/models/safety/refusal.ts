import { basename, join } from 'node:path'
import { StudioError } from '../../../shared/errors'

/** What is wrong with a model folder: the file it lies in, null for the folder itself; why, as the end of a sentence; what helps. */
export type Fault = { readonly file: string | null; readonly why: string; readonly hint: string }

/** What helps where a file is damaged. */
export const again = 'Download or convert the model again.'

/** A folder that is none of a model at all. */
export const noConfig: Fault = {
  file: null,
  why: 'it has no config.json that can be read',
  hint: 'Choose the folder that holds config.json, the tokenizer and the .safetensors files.',
}

/** A fault as it is told: `model-invalid`, with the file as its place. */
export function refusal(folder: string, { file, why, hint }: Fault): StudioError {
  const message =
    file === null ? `${basename(folder)} is no model folder: ${why}.` : `${basename(folder)} cannot be used: ${shown(file)} ${why}.`
  return new StudioError({ code: 'model-invalid', message, hint, where: { file: file === null ? folder : join(folder, file) } })
}

/** A name as a sentence can hold it. */
function shown(name: string): string {
  const cut = name.length > 80 ? `${name.slice(0, 77)}…` : name
  return cut.replace(/\p{C}/gu, '\uFFFD')
}
