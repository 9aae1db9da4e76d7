import type { SuggestedLicence } from '../../../shared/suggested-model'
import type { DecoderShape } from './shape-tensors'

/** A model that suits the task, as its publisher describes it. */
export type WellKnownModel = {
  readonly name: string
  /** Who published it, and where its terms are. */
  readonly original: string
  /** Conversions by mlx-community on the Hub. */
  readonly repos: { readonly 4: string; readonly 16: string }
  readonly licence: SuggestedLicence
  /** As the publisher counts them; those of a part that sees are in it. */
  readonly parameters: number
  /** Of a part that sees: downloaded in 16 bits each way, never loaded. */
  readonly unloadedParameters: number
  readonly shape: DecoderShape
  /** What is known of it at this very task; null where nothing is. */
  readonly finding: string | null
}

const llama: SuggestedLicence = { name: 'Llama 3.2 Community License', terms: true }
const gemma: SuggestedLicence = { name: 'Gemma Terms of Use', terms: true }
const apache: SuggestedLicence = { name: 'Apache 2.0', terms: false }

/**
 * A short list of small instruction-tuned models. Names, shapes, licences and numbers of parameters are those of the models' own pages
 * on the Hub (config.json, README, safetensors index); what is known of the task is from the write-up
 * “Fine-tuning open-source LLMs for Coreference Resolution task using mlx-lm” of August 2025.
 */
export const wellKnownModels: readonly WellKnownModel[] = [
  {
    name: 'Llama 3.2 3B Instruct',
    original: 'meta-llama/Llama-3.2-3B-Instruct',
    repos: { 4: 'mlx-community/Llama-3.2-3B-Instruct-4bit', 16: 'mlx-community/Llama-3.2-3B-Instruct-bf16' },
    licence: llama,
    parameters: 3_212_749_824,
    unloadedParameters: 0,
    shape: decoder('llama', 28, 3072, 8192, 24, 8, 128, 128_256),
    finding: 'Known to learn this task: tuned for it, it resolved the financial news text of one author’s test (write-up of August 2025).',
  },
  {
    name: 'Llama 3.2 1B Instruct',
    original: 'meta-llama/Llama-3.2-1B-Instruct',
    repos: { 4: 'mlx-community/Llama-3.2-1B-Instruct-4bit', 16: 'mlx-community/Llama-3.2-1B-Instruct-bf16' },
    licence: llama,
    parameters: 1_235_814_400,
    unloadedParameters: 0,
    shape: decoder('llama', 16, 2048, 8192, 32, 8, 64, 128_256),
    finding: null,
  },
  {
    name: 'Qwen3 4B',
    original: 'Qwen/Qwen3-4B',
    repos: { 4: 'mlx-community/Qwen3-4B-4bit', 16: 'mlx-community/Qwen3-4B-bf16' },
    licence: apache,
    parameters: 4_022_468_096,
    unloadedParameters: 0,
    shape: decoder('qwen3', 36, 2560, 9728, 32, 8, 128, 151_936),
    finding: null,
  },
  {
    name: 'Qwen3 1.7B',
    original: 'Qwen/Qwen3-1.7B',
    repos: { 4: 'mlx-community/Qwen3-1.7B-4bit', 16: 'mlx-community/Qwen3-1.7B-bf16' },
    licence: apache,
    parameters: 1_720_574_976,
    unloadedParameters: 0,
    shape: decoder('qwen3', 28, 2048, 6144, 16, 8, 128, 151_936),
    finding: null,
  },
  {
    name: 'Qwen3 0.6B',
    original: 'Qwen/Qwen3-0.6B',
    repos: { 4: 'mlx-community/Qwen3-0.6B-4bit', 16: 'mlx-community/Qwen3-0.6B-bf16' },
    licence: apache,
    parameters: 596_049_920,
    unloadedParameters: 0,
    shape: decoder('qwen3', 28, 1024, 3072, 16, 8, 128, 151_936),
    finding: null,
  },
  {
    name: 'SmolLM3 3B',
    original: 'HuggingFaceTB/SmolLM3-3B',
    repos: { 4: 'mlx-community/SmolLM3-3B-4bit', 16: 'mlx-community/SmolLM3-3B-bf16' },
    licence: apache,
    parameters: 3_075_098_624,
    unloadedParameters: 0,
    shape: decoder('smollm3', 36, 2048, 11_008, 16, 4, 128, 128_256),
    finding: null,
  },
  {
    name: 'Gemma 3 1B',
    original: 'google/gemma-3-1b-it',
    repos: { 4: 'mlx-community/gemma-3-1b-it-4bit', 16: 'mlx-community/gemma-3-1b-it-bf16' },
    licence: gemma,
    parameters: 999_885_952,
    unloadedParameters: 0,
    shape: decoder('gemma3_text', 26, 1152, 6912, 4, 1, 256, 262_144),
    finding: null,
  },
  {
    name: 'Gemma 3 4B',
    original: 'google/gemma-3-4b-it',
    repos: { 4: 'mlx-community/gemma-3-4b-it-4bit', 16: 'mlx-community/gemma-3-4b-it-bf16' },
    licence: gemma,
    parameters: 4_300_079_472,
    unloadedParameters: 419_816_304,
    shape: decoder('gemma3', 34, 2560, 10_240, 8, 4, 256, 262_208),
    finding:
      'Tuned for this task it failed one author’s test on a financial news text, with other settings and more rows too (write-up of August 2025).',
  },
]

function decoder(
  model_type: string,
  num_hidden_layers: number,
  hidden_size: number,
  intermediate_size: number,
  num_attention_heads: number,
  num_key_value_heads: number,
  head_dim: number,
  vocab_size: number,
): DecoderShape {
  return { model_type, num_hidden_layers, hidden_size, intermediate_size, num_attention_heads, num_key_value_heads, head_dim, vocab_size }
}
