// @vitest-environment node
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxUploadBytes } from '../../../../electron/web/limits'
import { receiveUpload } from '../../../../electron/web/upload'
import { smallAntecedent } from './small-antecedent'
import { ask, pageHeaders, startHost, type TestHost } from './visitor'

describe('an upload', () => {
  let test: TestHost
  let headers: Record<string, string>
  beforeAll(async () => {
    test = await startHost()
    headers = await pageHeaders(test.host)
  })
  afterAll(() => test.end())

  it('hands a dropped file’s bytes to the app and answers with its handle', async () => {
    const body = Buffer.from('{"messages":[]}\n'.repeat(20_000))
    const reply = await ask(test.host, `/upload?name=${encodeURIComponent('chats – März.jsonl')}`, { method: 'POST', headers, body })
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.body)).toMatchObject({ ok: true, value: { handle: 'upload-1', name: 'chats – März.jsonl' } })
    expect(test.antecedent.uploads.get('chats – März.jsonl')).toBe(body.toString())
  })

  it.each([
    ['without a cookie', 'Cookie'],
    ['without an origin', 'Origin'],
  ])('is refused %s', async (_, left) => {
    const { [left]: _omitted, ...rest } = headers
    expect((await ask(test.host, '/upload?name=a.jsonl', { method: 'POST', headers: rest, body: 'x' })).status).toBe(403)
    expect(test.antecedent.uploads.has('a.jsonl')).toBe(false)
  })

  it('is refused from another page', async () => {
    const foreign = { ...headers, Origin: 'https://evil.example' }
    expect((await ask(test.host, '/upload?name=a.jsonl', { method: 'POST', headers: foreign, body: 'x' })).status).toBe(403)
  })

  it('needs a name', async () => {
    const reply = await ask(test.host, '/upload', { method: 'POST', headers, body: 'x' })
    expect(JSON.parse(reply.body)).toMatchObject({ ok: false, failure: { code: 'bad-input' } })
  })

  it('is refused by the size it announces before a byte is read', async () => {
    const request = Object.assign(Readable.from([]), { headers: { 'content-length': String(maxUploadBytes + 1) } })
    const answer = await receiveUpload(request as never, 'a.jsonl', smallAntecedent(), () => {})
    expect(answer).toMatchObject({ ok: false, failure: { code: 'file-too-large' } })
  })

  it('is refused once more bytes come than allowed, whatever it announced', async () => {
    const request = Object.assign(Readable.from([Buffer.alloc(6), Buffer.alloc(6)]), { headers: {} })
    const antecedent = smallAntecedent()
    const answer = await receiveUpload(request as never, 'a.jsonl', antecedent, () => {}, 10)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'file-too-large' } })
    expect(antecedent.uploads.size).toBe(0)
  })
})
