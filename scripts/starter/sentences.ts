const abbreviations = /\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Inc|Ltd|Co|Jr|v|vs|[A-Z])\.$/

/** How many sentences a text has. A line that ends without a full stop (`Hi Tom,`, a signature) belongs to the next or the last one. */
export function countSentences(text: string): number {
  let count = 0
  for (const { index, 0: end } of text.matchAll(/[.!?\u2026]["\u201d)]*(?=\s+["\u201c(]?[\p{Lu}\p{N}]|\s*$)/gu)) {
    if (!abbreviations.test(text.slice(0, index + 1)) || index + end.length === text.length) count += 1
  }
  return Math.max(count, 1)
}
