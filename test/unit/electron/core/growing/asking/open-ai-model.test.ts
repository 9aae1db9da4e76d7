import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ModelOptions } from '../../../../../../electron/core/growing/asking/large-model'
import { openModel } from '../../../../../../electron/core/growing/asking/open-model'
import {
  completion,
  cutMidBody,
  json,
  type ModelServer,
  page,
  type Reply,
  redirect,
  silence,
  stalls,
  status,
} from '../../../../../model-server'
import { startModelServer } from '../model-server'
import { modelOptions, never, question } from './model-options'

let server: ModelServer
beforeEach(async () => {
  server = await startModelServer()
})
afterEach(() => vi.unstubAllEnvs())

const open = (options: ModelOptions = modelOptions()) =>
  openModel({ kind: 'openai', address: `${server.origin}/v1`, model: 'tiny' }, options)
const failure = async (reply: Reply, options = modelOptions({ key: 'sk-test-1234567890' })) => {
  server.replies(reply)
  const model = await open(options)
  return await model.ask(question, never).then(
    () => ({ kind: 'none', failure: { message: '' } }),
    (error: unknown) =>
      error as { readonly kind: string; readonly failure: { readonly message: string }; readonly waitMilliseconds: number | null },
  )
}

describe('a model behind an OpenAI-compatible address', () => {
  it('is asked for JSON of a schema, with the key in the header alone', async () => {
    server.replies(completion('{"texts": ["a"]}'))
    const model = await open(modelOptions({ key: 'sk-test-1234567890' }))
    expect(await model.ask(question, never)).toEqual({ text: '{"texts": ["a"]}', finish: 'stop', usage: { input: 100, output: 20 } })
    const [{ path, headers, body } = { path: '', headers: {}, body: null }] = server.received
    expect(path).toBe('/v1/chat/completions')
    expect(headers.authorization).toBe('Bearer sk-test-1234567890')
    expect(JSON.stringify(body)).not.toContain('sk-test')
    expect(body).toMatchObject({
      model: 'tiny',
      max_tokens: 500,
      response_format: { type: 'json_schema', json_schema: { name: 'texts', strict: true } },
    })
    expect(body).not.toHaveProperty('temperature')
  })

  it('is sent no key, organisation or project of the environment where none was given', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-environment')
    vi.stubEnv('OPENAI_ORG_ID', 'org-environment')
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-environment')
    server.replies(completion('{}'))
    await (await open()).ask(question, never)
    expect(JSON.stringify(server.received)).not.toMatch(/environment/)
    expect(server.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is asked for simpler formats where it does not know one, and remembered so', async () => {
    server.decides(({ body }) => {
      if (body.response_format?.type === 'json_schema') return json(400, { error: "'response_format.type' must be 'text'" })
      return body.response_format === undefined ? completion('{"texts": []}') : json(422, { detail: [{ loc: ['body'] }] })
    })
    const options = modelOptions()
    const model = await open(options)
    await model.ask(question, never)
    await model.ask(question, never)
    expect(server.received.map(({ body }) => body.response_format?.type)).toEqual(['json_schema', 'json_object', undefined, undefined])
    expect(options.notes).toHaveLength(2)
  })

  it('goes back one format at a time, also when several ask at once', async () => {
    server.decides(({ body }) => (body.response_format?.type === 'json_schema' ? status(400, 'Invalid json_schema') : completion('{}')))
    const options = modelOptions()
    const model = await open(options)
    await Promise.all([model.ask(question, never), model.ask(question, never), model.ask(question, never)])
    expect(server.received.map(({ body }) => body.response_format?.type).filter((type) => type !== 'json_schema')).toEqual(
      Array(3).fill('json_object'),
    )
    expect(options.notes).toHaveLength(1)
  })

  it('gets its room under the name it wants, and is not asked for ever', async () => {
    server.decides(({ body }) =>
      body.max_tokens === undefined
        ? completion('{}')
        : status(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
    )
    await (await open()).ask(question, never)
    expect(server.received.map(({ body }) => body.max_completion_tokens)).toEqual([undefined, 500])
    server.decides(({ body }) =>
      status(400, `Unsupported parameter: ${body.max_tokens === undefined ? 'max_completion_tokens' : 'max_tokens'}`),
    )
    await expect((await open()).ask(question, never)).rejects.toMatchObject({ kind: 'request-refused' })
  })

  it.each<[string, Reply, string, RegExp]>([
    ['401', status(401, 'Incorrect API key provided: sk-test-1234567890.'), 'key-refused', /does not accept the key/],
    ['403', status(403, 'Country not supported'), 'not-permitted', /does not permit/],
    [
      '404 of a model',
      status(404, 'The model `tiny` does not exist', { code: 'model_not_found' }),
      'model-unknown',
      /knows no model “tiny”/,
    ],
    ['400 without a loaded model', status(400, 'No models loaded. Please load a model.'), 'model-unknown', /knows no model/],
    [
      '404 of mlx_lm.server',
      json(404, { error: 'An error happened while trying to locate the files on the Hub' }),
      'model-unknown',
      /knows no model/,
    ],
    ['404 of Ollama', status(404, 'model "tiny" not found, try pulling it first'), 'model-unknown', /knows no model/],
    ['404 of a path', json(404, { detail: 'Not Found' }), 'address-wrong', /no model server at/],
    ['429 of quota', status(429, 'You exceeded your current quota', { code: 'insufficient_quota' }), 'no-credit', /no credit left/],
    ['402', status(402, 'Payment required'), 'no-credit', /no credit left/],
    ['429', status(429, 'Slow down', { code: 'rate_limit_exceeded' }), 'rate-limited', /slow down/],
    ['context', status(400, 'x', { code: 'context_length_exceeded' }), 'too-long', /longer than tiny can take/],
    ['policy', status(400, 'x', { code: 'content_policy_violation' }), 'refused', /refused this request/],
    ['another 400', status(400, 'Bad thing'), 'request-refused', /“Bad thing”/],
    ['500', status(500, 'Oops'), 'server-failed', /failed \(500\)/],
    ['503', status(503, 'Overloaded'), 'server-failed', /failed \(503\)/],
    ['a page', page('<h1>Welcome</h1>'), 'unreadable', /no answer of a model: “Welcome”/],
    ['an error as a success', json(200, { error: { message: 'upstream' } }), 'unreadable', /upstream/],
    ['a reset in the middle', cutMidBody, 'unreachable', /connection to .* failed/],
    ['a redirect', redirect('http://127.0.0.1:9/v1/chat/completions'), 'address-wrong', /Nothing was sent there/],
  ])('says in words what is wrong: %s', async (_, reply, kind, words) => {
    const failed = await failure(reply)
    expect(failed.kind).toBe(kind)
    expect(failed.failure.message).toMatch(words)
    expect(JSON.stringify(failed)).not.toContain('1234567890')
  })

  it.each<[string, Reply]>([
    ['never answers', silence],
    ['stops in the middle of an answer', stalls],
  ])('is given up after its time: %s', async (_, reply) => {
    expect(await failure(reply, modelOptions({ timeoutMilliseconds: 50 }))).toMatchObject({ kind: 'timed-out' })
  })

  it('asks for a key where none was given', async () => {
    expect(await failure(status(401, 'Missing'), modelOptions())).toMatchObject({ kind: 'key-missing' })
  })

  it('says how long to wait: seconds, milliseconds or a date', async () => {
    const wait = (headers: Record<string, string>) => failure(status(429, 'x', { headers }))
    expect(await wait({ 'retry-after': '7' })).toMatchObject({ waitMilliseconds: 7_000 })
    expect(await wait({ 'retry-after-ms': '250' })).toMatchObject({ waitMilliseconds: 250 })
    expect(await wait({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' })).toMatchObject({ waitMilliseconds: 30_000 })
    expect(await wait({ 'retry-after': 'soon' })).toMatchObject({ waitMilliseconds: null })
  })

  it('tells a refusal and a cut answer from a whole one', async () => {
    const model = await open(modelOptions({ key: 'sk-test-1234567890' }))
    server.replies(
      completion(null, { refusal: 'I cannot' }),
      completion('{"texts": ["a', { finish: 'length' }),
      completion('my key is sk-test-1234567890'),
    )
    expect(await model.ask(question, never)).toMatchObject({ finish: 'refused', text: 'I cannot' })
    expect(await model.ask(question, never)).toMatchObject({ finish: 'length' })
    expect(await model.ask(question, never)).toMatchObject({ text: 'my key is [key]' })
  })

  it('is not asked any more when the person cancels', async () => {
    const controller = new AbortController()
    server.decides(() => {
      controller.abort()
      return silence
    })
    await expect((await open()).ask(question, controller.signal)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it('is said to be unreachable where nothing listens', async () => {
    const model = await openModel({ kind: 'openai', address: 'http://127.0.0.1:9/v1', model: 'tiny' }, modelOptions())
    await expect(model.ask(question, never)).rejects.toMatchObject({
      kind: 'unreachable',
      failure: { hint: expect.stringContaining('Start the server') },
    })
  })

  it('never gets a key that no header can carry, nor quotes it', async () => {
    const refused = await open(modelOptions({ key: 'sk-öäü\n1234567890' })).catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'key-refused' })
    expect(String((refused as Error).message)).not.toContain('1234567890')
  })
})
