/** A text that UTF-8 can hold: U+FFFD for each surrogate without its other half, so that no offset moves. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
