import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came over the wire. */
export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: RequestBody }
/** What both APIs have in common, and what tells them apart. */
export type RequestBody = {
  readonly model: string
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
  readonly system?: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string } }
  readonly tools?: readonly { readonly name: string }[]
  readonly tool_choice?: { readonly type: string }
}
export type Reply = (response: ServerResponse, received: Received) => void

/** A server that stands in for OpenAI's or Anthropic's, on a real socket: it answers as the test says. */
export class ModelServer {
  readonly received: Received[] = []
  readonly #server: Server
  #reply: (received: Received, number: number) => Reply = () => status(500, 'no reply was given')

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<ModelServer> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as RequestBody
        const received = { path: request.url ?? '', headers: request.headers, body }
        started.received.push(received)
        started.#reply(received, started.received.length)(response, received)
      })
    })
    const started = new ModelServer(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return started
  }

  /** Ends it, and every connection with it. */
  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** One reply a request, in order; the last one goes on. */
  replies(...replies: readonly Reply[]): void {
    this.#reply = (_, number) => replies[Math.min(number, replies.length) - 1] ?? status(500, 'no reply was given')
  }

  /** Decides each reply by its request; `number` counts from 1. */
  decides(reply: (received: Received, number: number) => Reply): void {
    this.#reply = reply
  }
}

/** A chat completion of OpenAI's. */
export function completion(content: string | null, more: { finish?: string; refusal?: string } = {}): Reply {
  return json(200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: more.refusal ?? null }, finish_reason: more.finish ?? 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  })
}

/** A message of Anthropic's with these blocks. */
export function message(content: readonly object[], stop: string = 'tool_use'): Reply {
  return json(200, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: { input_tokens: 100, output_tokens: 20 },
  })
}

/** An error with words, as the API that was asked writes them. */
export function status(code: number, words: string, more: { code?: string; type?: string; headers?: Record<string, string> } = {}): Reply {
  const { headers = {}, ...codes } = more
  return json(code, { type: 'error', error: { message: words, ...codes } }, headers)
}

export function json(code: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}

export function page(html: string): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(html)
  }
}

export function redirect(to: string): Reply {
  return (response) => {
    response.writeHead(307, { location: to })
    response.end()
  }
}

/** Never answers. */
export const silence: Reply = () => undefined

/** Begins an answer and goes no further, with the connection open. */
export const stalls: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"id": "x", "choices": [')
}

/** Begins an answer and breaks the connection. */
export const cutMidBody: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"id": "x", "choices": [')
  response.flushHeaders()
  setImmediate(() => response.destroy())
}

/** Marked texts for a writing request: one a line of its plan, always the same ones for the same request, and no two alike. */
export function textsFor({ body }: Received): readonly string[] {
  const asked = body.messages.at(-1)?.content ?? ''
  const lines = asked.split('\n').filter((line) => /^\d+\. /.test(line))
  return lines.map((line, place) => {
    const word = wordOf(`${asked}\n${line}\n${place}`)
    return `[[Maria|a]] sold the ${word} on Monday. {{She|a|Maria}} gave {{her|a|Maria's}} ${wordOf(word)} away.`
  })
}

function wordOf(text: string): string {
  let hash = 7
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 2_147_483_629
  return [...hash.toString(16)].map((digit) => 'bdfgklmnprstvwza'[Number.parseInt(digit, 16)]).join('o')
}
