import { beforeEach, describe, expect, it } from 'vitest'
import { openModel } from '../../../../../../electron/core/growing/asking/open-model'
import { cutMidBody, json, type ModelServer, message, page, type Reply, redirect, silence, status } from '../../../../../model-server'
import { startModelServer } from '../model-server'
import { modelOptions, never, question } from './model-options'

const key = 'sk-ant-test-1234567890'
let server: ModelServer
beforeEach(async () => {
  server = await startModelServer()
})

const open = (more: Parameters<typeof modelOptions>[0] = {}) => {
  const options = modelOptions({ key, ...more })
  return openModel({ kind: 'anthropic', address: server.origin, model: 'tiny' }, options).then((model) => ({ model, options }))
}
const call = (input: unknown, stop?: string) => message([{ type: 'tool_use', id: 't', name: 'texts', input }], stop)

describe("a model of Anthropic's", () => {
  it('answers by a tool, with the key in its header alone', async () => {
    server.replies(call({ texts: ['a'] }))
    const { model } = await open()
    expect(await model.ask(question, never)).toEqual({ text: '{"texts":["a"]}', finish: 'stop', usage: { input: 100, output: 20 } })
    const [{ path, headers, body } = { path: '', headers: {}, body: null }] = server.received
    expect(path).toBe('/v1/messages')
    expect(headers).toMatchObject({ authorization: `Bearer ${key}` })
    expect(JSON.stringify(body)).not.toContain(key)
    expect(body).toMatchObject({ max_tokens: 500, system: 'You write.', tool_choice: { type: 'tool', name: 'texts' } })
  })

  it('is found under an address that ends with the version too', async () => {
    server.replies(call({ texts: [] }))
    const model = await openModel({ kind: 'anthropic', address: `${server.origin}/v1/`, model: 'tiny' }, modelOptions({ key }))
    await model.ask(question, never)
    expect(server.received[0]?.path).toBe('/v1/messages')
  })

  it('is let choose where it cannot be made to call a tool, and remembered so', async () => {
    server.decides(({ body }) =>
      body.tool_choice?.type === 'tool'
        ? status(400, 'Thinking may not be enabled when tool_choice forces tool use.', { type: 'invalid_request_error' })
        : message([{ type: 'text', text: '{"texts": ["b"]}' }], 'end_turn'),
    )
    const { model, options } = await open()
    expect(await model.ask(question, never)).toMatchObject({ text: '{"texts": ["b"]}' })
    await model.ask(question, never)
    expect(server.received.map(({ body }) => body.tool_choice?.type)).toEqual(['tool', 'auto', 'auto'])
    expect(server.received[1]?.body.messages[0]?.content).toContain('calling the tool “texts”')
    expect(options.notes).toHaveLength(1)
  })

  it.each<[string, Reply, string]>([
    ['401', status(401, `invalid x-api-key ${key}`, { type: 'authentication_error' }), 'key-refused'],
    ['403', status(403, 'no', { type: 'permission_error' }), 'not-permitted'],
    ['404', status(404, 'model: tiny', { type: 'not_found_error' }), 'model-unknown'],
    ['credit', status(400, 'Your credit balance is too low', { type: 'invalid_request_error' }), 'no-credit'],
    ['length', status(400, 'prompt is too long: 300000 tokens > 200000 maximum', { type: 'invalid_request_error' }), 'too-long'],
    ['413', status(413, 'Request exceeds the maximum size', { type: 'request_too_large' }), 'too-long'],
    ['429', status(429, 'slow', { type: 'rate_limit_error', headers: { 'retry-after': '3' } }), 'rate-limited'],
    ['500', status(500, 'x', { type: 'api_error' }), 'server-failed'],
    ['529', status(529, 'Overloaded', { type: 'overloaded_error' }), 'server-failed'],
    ['a page', page('<p>Hello</p>'), 'unreadable'],
    ['something else', json(200, { hello: true }), 'unreadable'],
    ['a reset in the middle', cutMidBody, 'unreachable'],
    ['a redirect', redirect('http://127.0.0.1:9/v1/messages'), 'address-wrong'],
  ])('says in words what is wrong: %s', async (_, reply, kind) => {
    server.replies(reply)
    const { model } = await open()
    const failed = await model.ask(question, never).catch((error: unknown) => error)
    expect(failed).toMatchObject({ kind })
    expect(JSON.stringify(failed)).not.toContain('1234567890')
    expect((failed as Error).message).not.toContain('1234567890')
    expect((failed as Error).cause).toBeUndefined()
  })

  it('is given up after its time', async () => {
    server.replies(silence)
    const { model } = await open({ timeoutMilliseconds: 50 })
    await expect(model.ask(question, never)).rejects.toMatchObject({ kind: 'timed-out' })
  })

  it('tells a refusal and a cut answer from a whole one', async () => {
    server.replies(message([{ type: 'text', text: 'No.' }], 'refusal'), call({ texts: ['a'] }, 'max_tokens'))
    const { model } = await open()
    expect(await model.ask(question, never)).toMatchObject({ finish: 'refused', text: 'No.' })
    expect(await model.ask(question, never)).toMatchObject({ finish: 'length' })
  })

  it('is not asked without a key', async () => {
    await expect(open({ key: null })).rejects.toMatchObject({ kind: 'key-missing', failure: { code: 'not-allowed' } })
  })
})
