import { z } from 'zod'
import { message } from './dataset'
import { packedBits } from './exporting'
import { finishReason } from './finish-reason'
import { hubRevision, transferredFile } from './hub'
import { figures } from './resolution'
import { dataReport, metric, probe, trainingConfig } from './training'

/**
 * JSON-RPC 2.0 between the app and its Python sidecar: one object per line, UTF-8, on stdio.
 * Cancellation as in the Language Server Protocol. `python-sidecar/antecedent_sidecar/protocol.py` is the other half;
 * `test/fixtures/protocol.jsonl` is read by both test suites.
 */
export const protocolVersion = 5
/** Longest line either side accepts, in bytes. */
export const maxMessageBytes = 16 * 1024 * 1024

/** JSON-RPC's own codes, LSP's cancellation, and ours from −32001. */
export const rpcCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  cancelled: -32800,
  modelInvalid: -32001,
  adapterInvalid: -32002,
  dataInvalid: -32003,
  outOfMemory: -32004,
  diskFull: -32005,
  protocolMismatch: -32006,
  unavailable: -32007,
  notWritten: -32008,
  runDiffers: -32009,
  checkpointDamaged: -32010,
  checkpointMissing: -32011,
  workerLost: -32012,
  gated: -32013,
  tokenRefused: -32014,
} as const

const path = z.string().min(1)

const adapter = z.strictObject({
  /** Folder with adapter_config.json and adapters.safetensors. */
  path,
  /** false answers with the base model's weights, exactly: every LoRA scale is 0. */
  enabled: z.boolean(),
  /** Multiplies the adapter's own scale. Only LoRA knows others than 0 and 1; elsewhere they are `invalidParams`. */
  scale: z.number().min(0).max(1).default(1),
})

const prompt = z.strictObject({ messages: z.array(message).min(1).readonly(), maxTokens: z.int().positive() })

const generation = z.strictObject({ text: z.string(), finishReason, figures })

const written = z.strictObject({ files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative() })).readonly() })

const atTheHub = {
  repo: z.string(),
  /** Of the Hub or a mirror of it. */
  address: z.string(),
  /** Null asks as nobody. */
  token: z.string().nullable(),
  /** The Hugging Face cache. */
  cache: path,
}

/** The methods a sidecar answers. */
export const methods = {
  initialize: {
    params: z.strictObject({ protocol: z.int(), parentPid: z.int().positive() }),
    result: z.strictObject({
      protocol: z.int(),
      python: z.string(),
      mlx: z.string(),
      mlxLm: z.string(),
      device: z.string(),
      /** Memory of the machine. */
      memoryBytes: z.int().nonnegative(),
    }),
  },
  /** Counts tokens per row with the model's tokenizer, told as `measured`; loads no weights. */
  measure: {
    params: z.strictObject({
      model: path,
      /** A JSON Lines file. */
      data: path,
      maxSeqLength: z.int().positive(),
      maskPrompt: z.boolean(),
    }),
    result: z.strictObject({ rows: z.int().nonnegative() }),
  },
  /** One row's tokens as text, parted where learning begins and where it would be cut; loads no weights. */
  render: {
    params: z.strictObject({ model: path, line: z.string(), maxSeqLength: z.int().positive(), maskPrompt: z.boolean() }),
    result: z.strictObject({
      tokens: z.int().nonnegative(),
      pieces: z
        .array(z.strictObject({ text: z.string(), tokens: z.int().nonnegative(), learned: z.boolean(), cut: z.boolean() }))
        .readonly(),
    }),
  },
  /**
   * Trains on `data`/train.jsonl, validates on `data`/valid.jsonl. Cancelling ends it with `status: stopped` and a checkpoint.
   * With `resume` it goes on from the newest whole checkpoint as if it had never ended, or says with `runDiffers` what is other.
   */
  train: {
    params: z.strictObject({
      model: path,
      data: path,
      /** Folder for `best/` and `last/`. */
      adapters: path,
      /** Folder for what a run can be continued from. */
      checkpoints: path,
      config: trainingConfig,
      resume: z.boolean(),
      /** What is rewritten at each validation, to be judged; null where best is by loss. */
      judge: z.array(prompt).min(1).readonly().nullable(),
    }),
    result: z.strictObject({
      status: z.enum(['finished', 'stopped', 'diverged']),
      steps: z.int().nonnegative(),
      /** Null when nothing finite was validated. */
      bestStep: z.int().nonnegative().nullable(),
      bestLoss: z.number().nullable(),
      /** Ended because validations stopped getting better. */
      early: z.boolean(),
      /** Spent training, over all the times the run was continued. */
      seconds: z.number().nonnegative(),
      /** Why, when diverged: the step and the rows of train.jsonl in that batch; `keptStep` is what last/ went back to. */
      diverged: z
        .strictObject({
          step: z.int().nonnegative(),
          rows: z.array(z.int().nonnegative()).readonly(),
          keptStep: z.int().nonnegative().nullable(),
        })
        .nullable(),
    }),
  },
  /** The rows of a file with the highest loss, and what each token of their answers costs. */
  inspect: {
    params: z.strictObject({
      model: path,
      adapter: adapter.nullable(),
      data: path,
      maxSeqLength: z.int().positive(),
      maskPrompt: z.boolean(),
      batchSize: z.int().positive(),
      /** How many rows to tell of. */
      top: z.int().min(1).max(1000),
    }),
    result: z.strictObject({
      measured: z.int().nonnegative(),
      rows: z
        .array(
          z.strictObject({
            row: z.int().nonnegative(),
            /** Null when not finite: such rows come first. */
            loss: z.number().nonnegative().nullable(),
            tokens: z.array(z.strictObject({ text: z.string(), loss: z.number().nullable() })).readonly(),
          }),
        )
        .readonly(),
    }),
  },
  /**
   * One answer, streamed as `delta`. Greedy. The model and adapter stay resident for the next call, and what they read of the prompt.
   * What comes next is looked up in `source`, the text that the answer is nearly a copy of, and checked: the answer is the same, sooner.
   */
  generate: {
    params: z.strictObject({
      model: path,
      adapter: adapter.nullable(),
      messages: z.array(message).min(1).readonly(),
      maxTokens: z.int().positive(),
      source: z.string().nullable().default(null),
    }),
    result: generation,
  },
  /** Many answers, greedy, in batches, each told as `answered` when it is whole: the result only counts them. */
  generateMany: {
    params: z.strictObject({
      model: path,
      adapter: adapter.nullable(),
      prompts: z.array(prompt).readonly(),
    }),
    result: z.strictObject({ answered: z.int().nonnegative() }),
  },
  /**
   * Fuses the adapter into the model and writes it to `out`, a new folder in Hugging Face layout. `bits` packs the fused weights, as mlx-lm
   * does; null leaves them as `dequantize` has them.
   */
  fuse: {
    params: z.strictObject({
      model: path,
      adapter: path,
      out: path,
      dequantize: z.boolean(),
      bits: packedBits.nullable().default(null),
    }),
    result: written,
  },
  /**
   * Packs a model's whole weights into few bits, as mlx-lm does, and writes them to `out`, a new folder in Hugging Face layout. `modelInvalid` where
   * they are packed already, `diskFull` before anything is packed.
   */
  convert: {
    params: z.strictObject({ model: path, out: path, bits: packedBits }),
    result: written,
  },
  /**
   * The model with its adapter, or alone, and `export`, a folder made of it, read the same answers: what each expects at every token of them.
   */
  compare: {
    params: z.strictObject({
      model: path,
      /** Null for a model without any. */
      adapter: path.nullable(),
      export: path,
      rows: z.array(z.strictObject({ messages: z.array(message).min(1).readonly(), answer: z.string() })).readonly(),
    }),
    result: z.strictObject({
      tokens: z.int().nonnegative(),
      /** Tokens at which both expect the same one. */
      same: z.int().nonnegative(),
      /** Kullback–Leibler divergence of the export from the model, in nats a token: a lower bound, from the likeliest tokens. */
      divergence: z.number().nonnegative(),
    }),
  },
  /** Writes the adapter to `out` in the layout that Hugging Face's PEFT loads; `base` is what transformers loads the base model by. */
  peft: {
    params: z.strictObject({ model: path, adapter: path, out: path, base: path }),
    result: written,
  },
  /**
   * The model's chat template in Ollama's language. It writes each of `conversations`, which end with a question, as in training, or the answer is
   * `modelInvalid` with what it cannot say; loads no weights.
   */
  ollama: {
    params: z.strictObject({ model: path, conversations: z.array(z.array(message).min(1).readonly()).min(1).readonly() }),
    result: z.strictObject({
      template: z.string(),
      /** Whether the tokenizer has to put its first token before the prompt: it is left out of the template. */
      begins: z.boolean(),
      /** Texts that end an answer. */
      stops: z.array(z.string()).readonly(),
    }),
  },
  /** What a model of the Hub is and takes, before its weights are fetched. This and the two below are all that uses the network. */
  look: {
    params: z.strictObject(atTheHub),
    result: z.strictObject({
      revision: hubRevision,
      /** `here` of its bytes have come already. */
      files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative(), here: z.int().nonnegative() })).readonly(),
      licence: z.string().nullable(),
      gated: z.boolean(),
      /** Of the disk that the cache is on. */
      freeBytes: z.int().nonnegative(),
      /** config.json as it stands. */
      configuration: z.string(),
      tensors: z
        .array(
          z.strictObject({
            name: z.string(),
            dtype: z.string(),
            shape: z.array(z.int().nonnegative()).readonly(),
            bytes: z.int().nonnegative(),
          }),
        )
        .readonly(),
    }),
  },
  /**
   * Fetches what is missing of a model into the ordinary Hugging Face cache, told as `transfer`. Cancelling keeps what has come, and so does a
   * process that is killed. What is not as the Hub says is refused.
   */
  download: {
    params: z.strictObject({ ...atTheHub, revision: hubRevision.nullable() }),
    result: z.strictObject({ path: z.string(), revision: hubRevision }),
  },
  /** Puts a folder into a repository of the Hub, in one commit, told as `transfer`. */
  upload: {
    params: z.strictObject({
      folder: path,
      repo: z.string(),
      private: z.boolean(),
      /** Whether one that holds something already is added to. */
      replace: z.boolean(),
      /** Of the commit. */
      message: z.string(),
      address: z.string(),
      token: z.string().nullable(),
    }),
    result: z.strictObject({ page: z.string(), revision: hubRevision }),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>

export type Method = keyof typeof methods
export type Params<M extends Method> = z.input<(typeof methods)[M]['params']>
export type Result<M extends Method> = z.output<(typeof methods)[M]['result']>

const id = z.int().nonnegative()

/** What a job is doing. Main allows each phase its own time without progress. */
export const jobPhase = z.enum([
  'downloading',
  'checking',
  'uploading',
  'loading',
  'preparing',
  'probing',
  'training',
  'validating',
  'scoring',
  'saving',
  'generating',
  'fusing',
  'packing',
  'inspecting',
])
export type JobPhase = z.infer<typeof jobPhase>

/** What a sidecar says while a request is under way; `request` is the request's id. */
export const notifications = {
  /** `counter` only grows: a beat without growth is a hang. */
  progress: z.strictObject({
    request: id,
    counter: z.int().nonnegative(),
    phase: jobPhase,
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
  }),
  /** Before the first step: what the run will learn from. */
  data: z.strictObject({ request: id, report: dataReport }),
  metric: z.strictObject({ request: id, metric }),
  /** A checkpoint is on disk, whole, and last/ is it; so is best/ where it is the best so far. */
  checkpoint: z.strictObject({ request: id, step: z.int().nonnegative(), best: z.boolean() }),
  /** The run went back to this step, to go on from there: figures beyond it are made anew. */
  resumed: z.strictObject({ request: id, step: z.int().nonnegative() }),
  /** The longest batch was tried. */
  probe: z.strictObject({ request: id, probe }),
  /** Rewrites of what `judge` asked, in order; training waits for `$/verdict`. */
  judge: z.strictObject({ request: id, step: z.int().nonnegative(), answers: z.array(z.string()).readonly() }),
  /** Something a person should know. */
  note: z.strictObject({ request: id, message: z.string() }),
  /** More rows of a `measure`, from row `first` on, a figure each; a row that was refused has 0 tokens. */
  measured: z.strictObject({
    request: id,
    first: z.int().nonnegative(),
    tokens: z.array(z.int().nonnegative()).readonly(),
    /** Position of the first learned token. */
    starts: z.array(z.int().nonnegative()).readonly(),
    refused: z.array(z.strictObject({ row: z.int().nonnegative(), reason: z.string() })).readonly(),
    /** The text beyond `maxSeqLength` of rows that are longer, at most 200 characters each. */
    lost: z.array(z.strictObject({ row: z.int().nonnegative(), text: z.string() })).readonly(),
  }),
  /** More of the answer to `generate`. */
  delta: z.strictObject({ request: id, text: z.string() }),
  /** The answer to prompt `index` of a `generateMany`. They come in no order, each once. */
  answered: z.strictObject({ request: id, index: z.int().nonnegative(), generation }),
  /** How far each file of a `download` or an `upload` is, in bytes. */
  transfer: z.strictObject({
    request: id,
    files: z.array(transferredFile).readonly(),
  }),
} as const satisfies Record<string, z.ZodType>

const jsonrpc = z.literal('2.0')
const notification = <N extends keyof typeof notifications>(method: N) =>
  z.strictObject({ jsonrpc, method: z.literal(method), params: notifications[method] })

/** A notification line, discriminated by `method`. */
export const sidecarNotification = z.discriminatedUnion('method', [
  notification('progress'),
  notification('data'),
  notification('metric'),
  notification('checkpoint'),
  notification('resumed'),
  notification('probe'),
  notification('judge'),
  notification('note'),
  notification('measured'),
  notification('delta'),
  notification('answered'),
  notification('transfer'),
])
export type SidecarNotification = z.infer<typeof sidecarNotification>

export const sidecarResponse = z.union([
  z.strictObject({ jsonrpc, id, result: z.unknown() }).refine((response) => 'result' in response),
  z.strictObject({
    jsonrpc,
    id: id.nullable(),
    error: z.strictObject({ code: z.int(), message: z.string(), data: z.strictObject({ hint: z.string() }).optional() }),
  }),
])

/** What the app writes: a request, `$/cancelRequest`, or the `$/verdict` on what `judge` told: mention F1, null where it has none. */
export type SidecarRequest<M extends Method = Method> =
  | { readonly jsonrpc: '2.0'; readonly id: number; readonly method: M; readonly params: Params<M> }
  | { readonly jsonrpc: '2.0'; readonly method: '$/cancelRequest'; readonly params: { readonly id: number } }
  | {
      readonly jsonrpc: '2.0'
      readonly method: '$/verdict'
      readonly params: { readonly id: number; readonly step: number; readonly score: number | null }
    }
