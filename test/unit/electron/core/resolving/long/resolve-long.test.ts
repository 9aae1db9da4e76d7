import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characters, type Measure } from '../../../../../../electron/core/resolving/long/measures'
import { type LongAnswer, resolveLong } from '../../../../../../electron/core/resolving/long/resolve-long'
import { ideal, mishaps, rewriter, sentence } from './rewriters'

const signal = new AbortController().signal
const perfect = rewriter(() => ({ mishap: 'none', at: 0 }))
const words: Measure = (text) => text.split(/\s+/).filter(Boolean).length

/** A text of the small world: each sentence has one word, `thing1`, `thing2`, …, that no other has. */
const world = fc
  .array(fc.tuple(fc.nat(2), fc.nat(3), fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '\n\n\n')), { minLength: 1, maxLength: 60 })
  .map((all) => all.map(([kind, shape, gap], place) => sentence(kind, shape, place) + gap).join(''))

function covers(source: string, { output, parts }: LongAnswer): void {
  let [at, outputAt] = [0, 0]
  for (const part of parts) {
    expect([part.start, part.outputStart]).toEqual([at, outputAt])
    ;[at, outputAt] = [part.end, part.outputEnd]
    const [own, answer] = [source.slice(part.start, part.end), output.slice(part.outputStart, part.outputEnd)]
    if (part.state !== 'resolved') expect(answer).toBe(own)
    expect(/^\s*/.exec(answer)?.[0]).toBe(/^\s*/.exec(own)?.[0])
    expect(/\s*$/.exec(answer)?.[0]).toBe(/\s*$/.exec(own)?.[0])
  }
  expect([at, outputAt]).toEqual([source.length, output.length])
}

const things = (text: string) => text.match(/thing\d+/g) ?? []

describe('a long text with a perfect rewriter', () => {
  it('is what the rewriter would have made of it at once, names carried over any distance', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 500, max: 900 }), async (text, budget) => {
        const answer = await resolveLong(text, perfect, { budget, measure: characters }, signal)
        covers(text, answer)
        expect(answer.parts.every(({ state }) => state === 'resolved')).toBe(true)
        expect(answer.output).toBe(ideal(text))
      }),
      { numRuns: 60 },
    )
  })

  it('is asked for no more than the budget at a time, whatever its unit', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 12, max: 100 }), fc.constantFrom(words, characters), async (text, budget, measure) => {
        const heard: string[] = []
        await resolveLong(
          text,
          rewriter(
            () => ({ mishap: 'none', at: 0 }),
            (asked) => heard.push(asked),
          ),
          { budget, measure },
          signal,
        )
        for (const asked of heard) expect(measure(asked)).toBeLessThanOrEqual(budget)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps who was named far above in mind', async () => {
    const between = Array.from({ length: 80 }, (_, place) => `Bob saw thing${place} there.`).join(' ')
    const answer = await resolveLong(
      `Ann lived in a house. ${between} Then she left.`,
      perfect,
      { budget: 300, measure: characters },
      signal,
    )
    expect(answer.output).toMatch(/Then Ann left\.$/)
  })

  it('is one question where it fits', async () => {
    const heard: string[] = []
    const text = '  Ann saw thing1 there. She took thing2 along.\n'
    const ask = rewriter(
      () => ({ mishap: 'none', at: 0 }),
      (asked) => heard.push(asked),
    )
    expect((await resolveLong(text, ask, { budget: 300, measure: characters }, signal)).output).toBe(ideal(text))
    expect(heard).toEqual([text.trim()])
  })
})

describe('a long text with a rewriter that goes wrong', () => {
  const troubles = fc.record({
    text: world,
    budget: fc.integer({ min: 80, max: 500 }),
    seeds: fc.array(fc.tuple(fc.constantFrom(...Object.keys(mishaps)), fc.double({ min: 0, max: 0.999, noNaN: true })), {
      minLength: 1,
      maxLength: 20,
    }),
  })

  it('loses no sentence and repeats none, and its parts cover it', async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async ({ text, budget, seeds }) => {
        let asked = 0
        const ask = rewriter(() => {
          const [mishap, at] = seeds[asked++ % seeds.length] ?? ['none', 0]
          return { mishap, at }
        })
        const answer = await resolveLong(text, ask, { budget, measure: characters }, signal)
        covers(text, answer)
        expect(things(answer.output)).toEqual(things(text))
        for (const { state, fault } of answer.parts) expect(fault !== null).toBe(state === 'garbled')
      }),
      { numRuns: 150 },
    )
  })

  it.each(Object.keys(mishaps).filter((mishap) => !['none', 'joinsLines'].includes(mishap)))(
    'is left as it is and flagged where the rewriter always %s',
    async (mishap) => {
      const text = Array.from({ length: 40 }, (_, place) => sentence(place, place, place)).join(' ')
      let asked = 0
      const ask = rewriter(
        () => ({ mishap, at: 0.5 }),
        () => asked++,
      )
      const answer = await resolveLong(text, ask, { budget: 300, measure: characters }, signal)
      covers(text, answer)
      expect(things(answer.output)).toEqual(things(text))
      expect(answer.parts.some(({ state }) => state === 'garbled')).toBe(true)
      expect(asked).toBeLessThan(60)
    },
  )

  it('keeps its paragraphs where the rewriter writes them as one', async () => {
    const text = 'Ann saw thing1 there.\n\nShe took thing2 along.\n\nBob saw thing3 there.'
    const ask = rewriter(() => ({ mishap: 'joinsLines', at: 0 }))
    expect((await resolveLong(text, ask, { budget: 300, measure: characters }, signal)).output).toBe(ideal(text))
  })

  it('asks again alone where the context cannot be cut off with certainty', async () => {
    const heard: string[] = []
    const first = Array.from({ length: 6 }, (_, place) => `Ann saw thing${place} there.`).join(' ')
    const text = `${first} Bob saw thing7 there. Then he lost his thing8 again!`
    const ask = rewriter(
      (asked) => ({ mishap: /thing[0-5].*thing[78]/s.test(asked) ? 'stopsEarly' : 'none', at: 0.3 }),
      (asked) => heard.push(asked),
    )
    const answer = await resolveLong(text, ask, { budget: 150, measure: characters }, signal)
    expect(answer.output).toBe(ideal(text))
    expect(heard.some((asked) => asked.startsWith('Bob'))).toBe(true)
  })
})

describe('any text', () => {
  it('is covered by its parts, and comes back as it is from a rewriter that copies', async () => {
    const copies = async (output: string) => ({ output, finishReason: 'stop' as const })
    const text = fc.oneof(
      world,
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.constant('a'.repeat(900)),
    )
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 300 }), async (source, budget) => {
        const answer = await resolveLong(source, copies, { budget, measure: characters }, signal)
        covers(source, answer)
        expect(answer.output).toBe(source)
      }),
      { numRuns: 150 },
    )
  })

  it('is given up when it is cancelled', async () => {
    const controller = new AbortController()
    const ask = rewriter(
      () => ({ mishap: 'none', at: 0 }),
      () => controller.abort(),
    )
    const text = Array.from({ length: 40 }, (_, place) => sentence(place, place, place)).join(' ')
    await expect(resolveLong(text, ask, { budget: 200, measure: characters }, controller.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    })
  })
})
