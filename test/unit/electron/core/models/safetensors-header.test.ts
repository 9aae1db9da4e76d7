import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerLength, maxHeaderBytes, parseHeader } from '../../../../../electron/core/models/safetensors-header'

const parse = (header: unknown, bytes: number) => parseHeader(Buffer.from(JSON.stringify(header)), bytes)
const tensor = (from: number, to: number, shape: readonly number[], dtype = 'F32') => ({ dtype, shape, data_offsets: [from, to] })

describe('parseHeader', () => {
  it('reads tensors in the order they are written, whatever the order of their bytes', () => {
    const parsed = parse({ __metadata__: { format: 'mlx' }, b: tensor(8, 16, [2]), a: tensor(0, 8, [1, 4], 'BF16') }, 16)
    expect(parsed).toEqual({
      ok: true,
      tensors: [
        { name: 'b', dtype: 'F32', shape: [2], bytes: 8 },
        { name: 'a', dtype: 'BF16', shape: [1, 4], bytes: 8 },
      ],
    })
  })

  it('takes tensors of no numbers and of one without dimensions', () => {
    expect(parse({ none: tensor(0, 0, [0, 7]), one: tensor(0, 4, []) }, 4)).toMatchObject({ ok: true })
  })

  it.each([
    ['share bytes', { a: tensor(0, 8, [2]), b: tensor(4, 12, [2]) }, 12],
    ['bytes between', { a: tensor(0, 8, [2]), b: tensor(12, 20, [2]) }, 20],
    ['bytes between', { a: tensor(4, 12, [2]) }, 12],
    ['its header says 8', { a: tensor(0, 8, [2]) }, 9],
    ['its header says 8', { a: tensor(0, 8, [2]) }, 7],
    ['shape and bytes differ', { a: tensor(0, 8, [3]) }, 8],
    ['type that is not known', { a: tensor(0, 8, [2], 'PICKLE') }, 8],
    ['without a proper shape', { a: tensor(0, 8, [-2]) }, 8],
    ['without a proper shape', { a: tensor(0, 8, [0.5, 4]) }, 8],
    ['without a proper shape', { a: tensor(0, 8, [2 ** 31]) }, 8],
    ['larger than any machine', { a: tensor(0, 8, [2 ** 30, 2 ** 30]) }, 8],
    ['too many dimensions', { a: tensor(0, 4, [1, 1, 1, 1, 1, 1, 1, 1, 1]) }, 4],
    ['without a proper place', { a: tensor(8, 0, [2]) }, 8],
    ['without a proper place', { a: tensor(-8, 0, [2]) }, 8],
    ['endless name', { ['a'.repeat(2000)]: tensor(0, 8, [2]) }, 8],
    ['does not describe', { a: { dtype: 'F32', shape: 2, data_offsets: [0, 8] } }, 8],
    ['does not describe', { a: null }, 8],
    ['metadata', { __metadata__: { format: 1 } }, 0],
    ['metadata', { __metadata__: [] }, 0],
    ['does not say what it holds', [], 0],
  ])('refuses what it cannot trust: %s', (why, header, bytes) => {
    expect(parse(header, bytes)).toEqual({ ok: false, why: expect.stringContaining(why) })
  })

  it('refuses a second tensor of the same name, whose bytes nothing describes', () => {
    const header = '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}'
    expect(parseHeader(Buffer.from(header), 16)).toMatchObject({ ok: false })
  })

  it('refuses nesting before it is built, and a NaN', () => {
    expect(parseHeader(Buffer.from(`{"a":${'['.repeat(100_000)}`), 0)).toMatchObject({ ok: false })
    expect(parseHeader(Buffer.from('{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,0]}}'), 0)).toMatchObject({ ok: false })
  })
})

describe('headerLength', () => {
  const prefix = (length: bigint) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64LE(length)
    return bytes
  }

  it.each([
    ['cut off', Buffer.alloc(5), 5],
    ['does not say', prefix(0n), 100],
    ['longer than the file', prefix(93n), 100],
    ['longer than the file', prefix(2n ** 64n - 1n), 100],
    ['more than 32 MiB', prefix(BigInt(maxHeaderBytes) + 1n), 2 ** 40],
  ])('refuses one that is %s', (why, bytes, size) => {
    expect(headerLength(bytes, size)).toEqual({ ok: false, why: expect.stringContaining(why) })
  })

  it('is never longer than what is there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), fc.nat(1e9), (bytes, size) => {
        const length = headerLength(bytes, size)
        expect(length.ok ? length.length <= size - 8 : length.why.length > 0).toBe(true)
      }),
    )
  })
})

describe('any bytes as a header', () => {
  const holds = (bytes: Uint8Array, size: number) => {
    const parsed = parseHeader(bytes, size)
    if (!parsed.ok) return parsed.why.length > 0
    return parsed.tensors.reduce((sum, tensor) => sum + tensor.bytes, 0) === size
  }

  it('are refused in words or add up to the file', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(1000), holds))
  })

  it('are refused in words or add up, where they are JSON', () => {
    fc.assert(fc.property(fc.json(), fc.nat(100), (json, size) => holds(Buffer.from(json), size)))
  })

  it('are refused in words or add up, where one sign of a good header was changed', () => {
    const good = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, a: tensor(0, 8, [2]), b: tensor(8, 24, [2, 2]) }))
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (place, sign) => {
        const changed = Buffer.from(good)
        changed[place] = sign
        return holds(changed, 24)
      }),
      { numRuns: 2000 },
    )
  })

  it('that describe any layout without gaps are read', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 }), (shapes) => {
        let end = 0
        const entries = shapes.map(([rows, columns], place) => {
          const from = end
          end += 2 * rows * columns
          return [`t${place}`, tensor(from, end, [rows, columns], 'F16')] as const
        })
        const parsed = parse(Object.fromEntries(entries), end)
        return parsed.ok && parsed.tensors.length === shapes.length
      }),
    )
  })
})
