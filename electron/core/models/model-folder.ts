import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../shared/errors'
import type { ModelInfo, ModelRef } from '../../shared/model'
import { forPeople } from '../files/handles'

const layers = z.int().positive().optional()
const modelConfig = z.looseObject({
  model_type: z.string(),
  num_hidden_layers: layers,
  text_config: z.looseObject({ num_hidden_layers: layers }).optional(),
  quantization: z.looseObject({ bits: z.int().positive() }).optional(),
  auto_map: z.unknown().optional(),
  model_file: z.unknown().optional(),
})

/** Reads what a model folder in Hugging Face layout says of itself. Throws `model-invalid` with what it lacks. */
export async function describeModel(path: string, ref: ModelRef, name = basename(path)): Promise<ModelInfo> {
  const config = await readConfig(path)
  if (config.auto_map !== undefined || config.model_file !== undefined) {
    throw invalid(
      path,
      'its config.json names Python code to run, which is never done here',
      'Choose a model that mlx-lm knows without extra code.',
    )
  }
  const names = await readdir(path)
  const weights = names.filter((file) => file.endsWith('.safetensors'))
  if (weights.length === 0)
    throw invalid(path, 'it has no .safetensors weights', 'Older .bin or .pt files are not read: they can run code.')
  if (!names.some((file) => file === 'tokenizer.json' || file === 'tokenizer.model'))
    throw invalid(path, 'it has no tokenizer', 'A tokenizer.json belongs beside the weights.')
  const sizes = await Promise.all(weights.map(async (file) => (await stat(join(path, file))).size))
  return {
    ref,
    name,
    architecture: config.model_type,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    layers: config.num_hidden_layers ?? config.text_config?.num_hidden_layers ?? null,
    quantizedBits: config.quantization?.bits ?? null,
    location: forPeople(path),
  }
}

async function readConfig(path: string): Promise<z.infer<typeof modelConfig>> {
  const text = await readFile(join(path, 'config.json'), 'utf8').catch(() => {
    throw invalid(
      path,
      'it has no config.json that can be read',
      'Choose the folder that holds config.json, the tokenizer and the .safetensors files.',
    )
  })
  try {
    return modelConfig.parse(JSON.parse(text))
  } catch {
    throw invalid(path, 'its config.json does not say what model it is', 'Download or convert the model again.')
  }
}

function invalid(path: string, why: string, hint: string): StudioError {
  return new StudioError({ code: 'model-invalid', message: `${basename(path)} is no model folder: ${why}.`, hint, where: { file: path } })
}
