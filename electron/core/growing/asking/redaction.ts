/** What stands where a key stood. */
export const redacted = '[key]'

const looksLikeKey = /\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_][\w*.-]{6,}|\bBearer\s+[\w*.~+/=-]{6,}|\bx-api-key["':\s]+[\w*.~+/=-]{6,}/gi

/** A text of a server without the key, however it is written there. Nothing else of the text changes. */
export function withoutKey(text: string, key: string | null): string {
  if (key === null || key === '') return text
  const forms = new Set([key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), Buffer.from(key).toString('base64')])
  let clean = text
  for (const form of forms) clean = clean.replaceAll(form, redacted)
  return clean
}

/** The same for the words of an error, which lose whatever looks like a key as well: servers quote parts of them. */
export function withoutKeys(words: string, key: string | null): string {
  return withoutKey(words, key).replace(looksLikeKey, redacted)
}
