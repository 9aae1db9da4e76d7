import { z } from 'zod'
import { message } from './dataset'
import { figures } from './resolution'
import { dataReport, metric, probe, trainingConfig } from './training'

/**
 * JSON-RPC 2.0 between the app and its Python sidecar: one object per line, UTF-8, on stdio.
 * Cancellation as in the Language Server Protocol. `python-sidecar/antecedent_sidecar/protocol.py` is the other half;
 * `test/fixtures/protocol.jsonl` is read by both test suites.
 */
export const protocolVersion = 3
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
} as const

const path = z.string().min(1)

const adapter = z.strictObject({
  /** Folder with adapter_config.json and adapters.safetensors. */
  path,
  /** false answers with the base model's weights, exactly: every LoRA scale is 0. */
  enabled: z.boolean(),
})

const prompt = z.strictObject({ messages: z.array(message).min(1).readonly(), maxTokens: z.int().positive() })

const generation = z.strictObject({ text: z.string(), finishReason: z.enum(['stop', 'length']), figures })

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
  /** One answer, streamed as `delta`. Greedy. The model and adapter stay resident for the next call. */
  generate: {
    params: z.strictObject({
      model: path,
      adapter: adapter.nullable(),
      messages: z.array(message).min(1).readonly(),
      maxTokens: z.int().positive(),
    }),
    result: generation,
  },
  /** Many answers, greedy, in order, in batches. */
  generateMany: {
    params: z.strictObject({
      model: path,
      adapter: adapter.nullable(),
      prompts: z.array(prompt).readonly(),
    }),
    result: z.strictObject({ generations: z.array(generation).readonly() }),
  },
  /** Fuses the adapter into the model and writes it to `out`, a new folder in Hugging Face layout. */
  fuse: {
    params: z.strictObject({ model: path, adapter: path, out: path, dequantize: z.boolean() }),
    result: z.strictObject({ files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative() })).readonly() }),
  },
  /** Fetches a model into the ordinary Hugging Face cache. The only method that uses the network. */
  download: {
    params: z.strictObject({ repo: z.string() }),
    result: z.strictObject({ path: z.string() }),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>

export type Method = keyof typeof methods
export type Params<M extends Method> = z.input<(typeof methods)[M]['params']>
export type Result<M extends Method> = z.output<(typeof methods)[M]['result']>

const id = z.int().nonnegative()

/** What a job is doing. Main allows each phase its own time without progress. */
export const jobPhase = z.enum([
  'downloading',
  'loading',
  'preparing',
  'probing',
  'training',
  'validating',
  'scoring',
  'saving',
  'generating',
  'fusing',
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
