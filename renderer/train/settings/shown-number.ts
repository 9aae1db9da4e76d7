/** A number as people write it: small rates as 1e-4. */
export const shownNumber = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential().replace('e-0', 'e-') : String(value)
