import { conversionWords } from '../../electron/shared/conversion'
import { fitOf, fitWords, type ModelFit } from '../../electron/shared/memory-words'
import type { ModelInfo } from '../../electron/shared/model'
import type { ModelMemory } from '../../electron/shared/model-memory'
import { counted } from '../../electron/shared/quantities'
import type { SuggestedModel } from '../../electron/shared/suggested-model'
import type { Tone } from '../parts/Flag'

const sources: Readonly<Record<ModelInfo['source'], string>> = {
  demo: '',
  added: 'a folder of yours',
  'hub-cache': 'from Hugging Face',
  'lm-studio': 'from LM Studio',
}

/** What a model is, in one line under its name, or why it is refused. */
export function describeModel(model: ModelInfo): string {
  if (model.trouble !== null) return model.trouble
  if (model.ref.kind === 'demo') return 'Made for trying the app: learns the sample in a few minutes. Not for real text.'
  const parts = [
    model.architecture,
    model.layers === null ? null : counted(model.layers, 'layer'),
    model.quantizedBits === null ? null : `${model.quantizedBits}-bit`,
    model.convertedFrom === null ? sources[model.source] : conversionWords(model.convertedFrom),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** Whether this machine is enough for a model, as a flag. */
export function fitFlag(memory: ModelMemory): { readonly tone: Tone; readonly words: string } {
  const fit = fitOf(memory)
  return { tone: fitTones[fit], words: fitWords[fit] }
}

const fitTones: Readonly<Record<ModelFit, Tone>> = { fits: 'ok', tight: 'warn', 'answers-only': 'warn', 'too-large': 'bad' }

/** A number of parameters as models are called by it: "3.2 B", "596 M". */
export function parametersWords(parameters: number): string {
  return parameters < 999_500_000 ? `${Math.round(parameters / 1e6)} M parameters` : `${(parameters / 1e9).toFixed(1)} B parameters`
}

/** How a version keeps its numbers. */
export function versionWords(bits: SuggestedModel['versions'][number]['bits']): string {
  return bits === 4 ? '4-bit' : 'bf16'
}

/** Names on the Hub of models that are here and can be used. */
export function reposHere(models: readonly ModelInfo[]): ReadonlySet<string> {
  // LM Studio calls a model by the name it has on the Hub.
  return new Set(
    models.map(({ ref, name, source, trouble }) =>
      trouble !== null ? '' : ref.kind === 'hub' ? ref.repo : source === 'lm-studio' ? name : '',
    ),
  )
}
