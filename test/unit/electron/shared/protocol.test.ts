import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  methods,
  notifications,
  protocolVersion,
  rpcCodes,
  sidecarNotification,
  sidecarResponse,
} from '../../../../electron/shared/protocol'

const line = z.strictObject({
  from: z.enum(['app', 'sidecar']),
  message: z.looseObject({ method: z.string().optional() }),
  valid: z.boolean().default(true),
  why: z.string().optional(),
})

const transcript = readFileSync(resolve(import.meta.dirname, '../../../fixtures/protocol.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((text) => line.parse(JSON.parse(text)))

const request = z.union(
  Object.entries(methods).map(([method, { params }]) =>
    z.strictObject({ jsonrpc: z.literal('2.0'), id: z.int().nonnegative(), method: z.literal(method), params }),
  ),
)
const cancel = z.strictObject({ jsonrpc: z.literal('2.0'), method: z.literal('$/cancelRequest'), params: z.strictObject({ id: z.int() }) })
const verdict = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.literal('$/verdict'),
  params: z.strictObject({ id: z.int().nonnegative(), step: z.int().nonnegative(), score: z.number().min(0).max(1).nullable() }),
})
const fromApp = z.union([request, cancel, verdict])
const fromSidecar = z.union([sidecarNotification, sidecarResponse])

/** Methods by the id of their request, as far as the transcript has come. */
const asked = new Map<unknown, string>()
for (const { from, message, valid } of transcript) if (from === 'app' && valid && message.method) asked.set(message.id, message.method)

describe('the golden transcript', () => {
  it.each(transcript.map((entry, index) => ({ ...entry, number: index + 1 })))(
    'line $number, from the $from, is read as its sender meant it',
    ({ from, message, valid }) => {
      const schema = from === 'app' ? fromApp : fromSidecar
      const parsed = schema.safeParse(message)
      const method = asked.get(message.id)
      const result =
        'result' in message && method && Object.hasOwn(methods, method)
          ? methods[method as keyof typeof methods].result.safeParse(message.result)
          : null
      expect(parsed.success && (result?.success ?? true)).toBe(valid)
    },
  )

  it('covers every method with a request and an answer, every notification and every error code', () => {
    const seen = (from: string, pick: (message: Record<string, unknown>) => unknown) =>
      new Set(transcript.filter((entry) => entry.from === from && entry.valid).map(({ message }) => pick(message)))
    expect([...seen('app', ({ method }) => method)]).toEqual(
      expect.arrayContaining([...Object.keys(methods), '$/cancelRequest', '$/verdict']),
    )
    expect([...seen('sidecar', ({ method }) => method)]).toEqual(expect.arrayContaining(Object.keys(notifications)))
    expect([...seen('sidecar', ({ result, id }) => (result === undefined ? undefined : asked.get(id)))]).toEqual(
      expect.arrayContaining(Object.keys(methods)),
    )
    const codes = seen('sidecar', ({ error }) => (error as { code: number } | undefined)?.code)
    expect([...codes]).toEqual(expect.arrayContaining(Object.values(rpcCodes)))
  })

  it('is of this version', () => {
    expect(transcript[0]?.message).toMatchObject({ method: 'initialize', params: { protocol: protocolVersion } })
  })
})
