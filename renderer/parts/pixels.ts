/** A computed length such as `1.5px` in pixels; 0 for a word such as `auto`. */
export const pixels = (length: string): number => Number.parseFloat(length) || 0
