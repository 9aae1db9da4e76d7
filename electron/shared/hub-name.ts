/** `owner/name` as the Hugging Face Hub spells it. */
export const hubNamePattern = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/

/** Whether a model can be called so on the Hub. */
export function isHubName(text: string): boolean {
  return hubNamePattern.test(text)
}
