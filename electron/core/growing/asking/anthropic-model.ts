import type { Anthropic } from '@anthropic-ai/sdk'
import { cancelled } from '../../jobs'
import type { Address } from '../../network/address'
import { DeadlinePassed, withDeadline } from './deadline'
import { type Asked, failureOf } from './failure-words'
import type { LargeModel, ModelAnswer, ModelOptions, Question } from './large-model'
import { ModelFailure } from './model-failure'
import { withoutKey } from './redaction'
import { type Trouble, troubleOf } from './trouble'

type Message = Anthropic.Messages.Message

/**
 * A model of Anthropic's. Its answer is what it calls a tool with, since that has a schema; a model that cannot be made to call one (as some
 * cannot while they think) is let choose, and remembered as such.
 */
export async function anthropicModel(address: Address, model: string, options: ModelOptions): Promise<LargeModel> {
  const asked: Asked = { address, model, key: options.key }
  const { key } = options
  if (key === null)
    throw new ModelFailure('key-missing', `${address.host} asks for a key, and none is set.`, 'Enter the key for this address.')
  const { default: Client } = await import('@anthropic-ai/sdk')
  const client = new Client({
    baseURL: address.url,
    apiKey: key,
    authToken: null,
    webhookKey: null,
    maxRetries: 0,
    timeout: options.timeoutMilliseconds,
    logLevel: 'off',
    openTelemetry: false,
    fetchOptions: { redirect: 'error' },
  })
  let forced = true

  const send = async ({ system, user, shape, room }: Question, signal: AbortSignal, force: boolean): Promise<ModelAnswer> => {
    const message = await client.messages.create(
      {
        model,
        max_tokens: room,
        system,
        messages: [{ role: 'user', content: force ? user : `${user}\n\nAnswer by calling the tool “${shape.name}”.` }],
        tools: [
          { name: shape.name, description: shape.description, input_schema: { ...shape.schema, required: [...shape.schema.required] } },
        ],
        tool_choice: force
          ? { type: 'tool', name: shape.name, disable_parallel_tool_use: true }
          : { type: 'auto', disable_parallel_tool_use: true },
      },
      { signal },
    )
    return answerOf(message, asked)
  }

  const ask = async (question: Question, signal: AbortSignal): Promise<ModelAnswer> => {
    for (;;) {
      const force = forced
      try {
        return await withDeadline(options.timeoutMilliseconds, signal, (inner) => send(question, inner, force))
      } catch (error) {
        if (signal.aborted) throw cancelled()
        if (error instanceof ModelFailure) throw error
        const trouble: Trouble = error instanceof DeadlinePassed ? { was: 'timed-out' } : troubleOf(error, options.now())
        if (!force || trouble.was !== 'answered' || trouble.status !== 400 || !/tool_choice|tool use is forced/i.test(trouble.words))
          throw failureOf(trouble, asked)
        if (!forced) continue
        forced = false
        options.onNote(`${model} cannot be made to call a tool; it is asked to.`)
      }
    }
  }
  return { model, host: address.host, ask }
}

function answerOf(message: Message, asked: Asked): ModelAnswer {
  // Typed as the API promises; the address may be any.
  if (!Array.isArray(message?.content)) {
    const words = typeof message === 'string' ? String(message).replace(/<[^>]*>/g, ' ') : (JSON.stringify(message) ?? '')
    throw failureOf({ was: 'unreadable', words: words.slice(0, 200) }, asked)
  }
  const call = message.content.find((block) => block.type === 'tool_use')
  const text = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n')
  const { input_tokens: input, output_tokens: output } = message.usage ?? {}
  return {
    text: withoutKey(call === undefined ? text : JSON.stringify(call.input), asked.key),
    finish: finishOf(message.stop_reason),
    usage: Number.isSafeInteger(input) && Number.isSafeInteger(output) ? { input: input ?? 0, output: output ?? 0 } : null,
  }
}

function finishOf(reason: Message['stop_reason']): ModelAnswer['finish'] {
  if (reason === 'refusal') return 'refused'
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop'
}
