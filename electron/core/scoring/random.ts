/**
 * A stream of whole numbers from 0 to below a bound, the same on every machine: a 32-bit counter in odd steps (Weyl), scrambled by shifts and
 * multiplications of whole numbers. For resampling, not for secrets.
 */
export function randomIntegers(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    mixed ^= mixed >>> 15
    // Exact: a product of 32 and at most 21 bits, and a power of two.
    return Math.floor(((mixed >>> 0) * bound) / 0x1_0000_0000)
  }
}
