import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import {
  type AppEvent,
  appEvent,
  type Channel,
  channels,
  type Handlers,
  type Input,
  type Output,
  type ParsedInput,
} from '../../../../electron/shared/contract'

describe('the contract', () => {
  it('has exactly one handler a channel, typed by its schemas', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<Channel>()
    expectTypeOf<Channel>().toEqualTypeOf<keyof typeof channels>()
    expectTypeOf<Handlers['dataset.rows']>().toEqualTypeOf<(input: ParsedInput<'dataset.rows'>) => Promise<Output<'dataset.rows'>>>()
    // @ts-expect-error a table without a channel does not compile
    const missing: Handlers = { 'app.snapshot': async () => Promise.reject(new Error()) }
    // @ts-expect-error nor does one with a channel that the contract lacks
    const extra: Partial<Handlers> = { 'app.explode': async () => ({}) }
    expect([missing, extra]).toHaveLength(2)
  })

  it('lets the window leave out what has a default, and hands the service the whole', () => {
    type Sent = Input<'run.start'>['config']
    expectTypeOf<{ epochs: number }>().toExtend<Sent>()
    expectTypeOf<ParsedInput<'run.start'>['config']['lora_parameters']['rank']>().toEqualTypeOf<number>()
    const parsed = channels['run.start'].input.parse({ datasetId: 'd-1', model: { kind: 'demo' }, config: {}, name: '' })
    expect(parsed.config).toMatchObject({ epochs: 2, lora_parameters: { rank: 8, scale: 20 }, mask_prompt: true })
  })

  it.each(Object.entries(channels))('%s is named noun.verb and refuses keys it does not know', (name, { input }) => {
    expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/)
    expect(input.safeParse({ unheardOf: true }).success).toBe(false)
  })

  it('bounds every text and every list the window may send', () => {
    for (const [name, { input }] of Object.entries(channels)) {
      const unbounded = unboundedParts(z.toJSONSchema(input, { io: 'input' }))
      expect([name, unbounded]).toEqual([name, []])
    }
  })

  it('knows an event by its type', () => {
    expectTypeOf<Extract<AppEvent, { type: 'run.metric' }>['metric']['split']>().toEqualTypeOf<'train' | 'valid'>()
    expect(appEvent.safeParse({ type: 'run.removed', runId: 'r-1' }).success).toBe(true)
    expect(appEvent.safeParse({ type: 'run.removed', runId: '../etc' }).success).toBe(false)
  })
})

/** Paths of a JSON schema where a string has neither a length, a pattern, a format nor fixed values, or a list no length. */
function unboundedParts(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const node = schema as Readonly<Record<string, unknown>>
  const free = node.type === 'string' && !['maxLength', 'pattern', 'format', 'enum', 'const'].some((key) => key in node)
  const endless = node.type === 'array' && !('maxItems' in node)
  const inner = Object.entries(node).flatMap(([key, value]) => unboundedParts(value, `${path}/${key}`))
  return free || endless ? [path, ...inner] : inner
}
