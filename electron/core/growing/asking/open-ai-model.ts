import type OpenAI from 'openai'
import { cancelled } from '../../jobs'
import type { Address } from '../../network/address'
import { DeadlinePassed, withDeadline } from './deadline'
import { type Asked, failureOf } from './failure-words'
import type { LargeModel, ModelAnswer, ModelOptions, Question } from './large-model'
import { ModelFailure } from './model-failure'
import { withoutKey } from './redaction'
import { type Trouble, troubleOf } from './trouble'

type Completion = OpenAI.Chat.Completions.ChatCompletion
type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming

const formats = ['json_schema', 'json_object', 'text'] as const
type Format = (typeof formats)[number]
type Room = 'max_tokens' | 'max_completion_tokens'
/** How a server is asked, as far as is known what it knows. */
type Way = { readonly format: Format; readonly room: Room }

/**
 * A model behind an address that speaks OpenAI's chat completions. Asks for JSON of a schema; a server that does not know that is asked for
 * any JSON, then for text, and remembered as one that does not know.
 */
export async function openAiModel(address: Address, model: string, options: ModelOptions): Promise<LargeModel> {
  // Loading a client takes a tenth of a second that no start of the app should pay.
  const { default: Client } = await import('openai')
  const client = new Client({
    baseURL: address.url,
    apiKey: options.key ?? 'none',
    ...(options.key === null && { defaultHeaders: { Authorization: null } }),
    // What the environment says of OpenAI's account is not for every address.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: options.timeoutMilliseconds,
    logLevel: 'off',
    // Texts and keys go where the person was told, nowhere else.
    fetchOptions: { redirect: 'error' },
  })
  const asked: Asked = { address, model, key: options.key }
  let format: Format = 'json_schema'
  // OpenAI's own newer models refuse `max_tokens`, and other servers may not know its successor.
  let room: Room = address.host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
  let renamed = false

  const send = async (question: Question, signal: AbortSignal, way: Way): Promise<ModelAnswer> => {
    const body: Body = {
      model,
      messages: [
        { role: 'system', content: question.system },
        { role: 'user', content: question.user },
      ],
      [way.room]: question.room,
      ...formatOf(way.format, question),
    }
    const completion = await client.chat.completions.create(body, { signal })
    return answerOf(completion, asked)
  }

  const ask = async (question: Question, signal: AbortSignal): Promise<ModelAnswer> => {
    for (;;) {
      const way: Way = { format, room }
      try {
        return await withDeadline(options.timeoutMilliseconds, signal, (inner) => send(question, inner, way))
      } catch (error) {
        if (signal.aborted) throw cancelled()
        if (error instanceof ModelFailure) throw error
        const trouble: Trouble = error instanceof DeadlinePassed ? { was: 'timed-out' } : troubleOf(error, options.now())
        const next = nextFormat(way.format, trouble)
        if (namesRoom(trouble, way.room) && (way.room !== room || !renamed)) {
          // Another question may have learned it meanwhile.
          if (way.room !== room) continue
          room = room === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
          renamed = true
          options.onNote(`${address.host} wants the length of answers called ${room}.`)
        } else if (next !== null) {
          if (way.format !== format) continue
          format = next
          options.onNote(`${address.host} does not know that format of answers; it is asked for ${wordsOf[next]}.`)
        } else throw failureOf(trouble, asked)
      }
    }
  }
  return { model, host: address.host, ask }
}

const wordsOf: Readonly<Record<Format, string>> = { json_schema: 'JSON of a schema', json_object: 'any JSON', text: 'plain text' }

function formatOf(format: Format, { shape }: Question): Pick<Body, 'response_format'> {
  if (format === 'text') return {}
  if (format === 'json_object') return { response_format: { type: 'json_object' } }
  return { response_format: { type: 'json_schema', json_schema: { name: shape.name, strict: true, schema: { ...shape.schema } } } }
}

/** The simpler format to ask for after a refusal that is about the format, or that says nothing. */
function nextFormat(format: Format, trouble: Trouble): Format | null {
  if (trouble.was !== 'answered' || ![400, 415, 422, 500, 501].includes(trouble.status)) return null
  const aboutFormat = /response.?format|json.?schema|json.?object|structured|grammar|guided/i.test(`${trouble.code} ${trouble.words}`)
  const saysNothing = trouble.status < 500 && /\(no body\)/.test(trouble.words)
  return aboutFormat || saysNothing ? (formats[formats.indexOf(format) + 1] ?? null) : null
}

function namesRoom(trouble: Trouble, room: string): boolean {
  if (trouble.was !== 'answered' || (trouble.status !== 400 && trouble.status !== 422)) return false
  const about = new RegExp(`\\b${room}\\b`)
  return about.test(trouble.words) && /unsupported|not supported|unrecognized|unknown|unexpected|extra|not permitted/i.test(trouble.words)
}

function answerOf(completion: Completion, asked: Asked): ModelAnswer {
  // Typed as the API promises; the address may be any.
  const [choice] = Array.isArray(completion?.choices) ? completion.choices : []
  if (choice?.message === undefined) throw failureOf({ was: 'unreadable', words: wordsOfBody(completion) }, asked)
  const { content, refusal } = choice.message
  const refused = typeof refusal === 'string' || choice.finish_reason === 'content_filter'
  const { prompt_tokens: input, completion_tokens: output } = completion.usage ?? {}
  return {
    text: withoutKey((typeof content === 'string' ? content : refusal) ?? '', asked.key),
    finish: refused ? 'refused' : choice.finish_reason === 'length' ? 'length' : 'stop',
    usage: Number.isSafeInteger(input) && Number.isSafeInteger(output) ? { input: input ?? 0, output: output ?? 0 } : null,
  }
}

/** What came instead of a completion: a page, or an error with the status of a success. */
function wordsOfBody(body: unknown): string {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
  return text.replace(/<[^>]*>/g, ' ').slice(0, 200)
}
