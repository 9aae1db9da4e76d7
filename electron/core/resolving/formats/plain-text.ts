import type { ResolvedDocument } from './resolved-document'

/** The resolved texts alone: a single one to the character and without a line feed of ours, several with an empty line between them. */
export function plainText(documents: readonly ResolvedDocument[]): string {
  return documents.map(({ output }) => output).join('\n\n')
}
