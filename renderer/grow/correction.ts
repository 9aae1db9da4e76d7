/** A candidate’s texts while a person corrects them, and as they were before. */
export type Correction = {
  readonly id: string
  readonly source: string
  readonly rewrite: string
  readonly before: { readonly source: string; readonly rewrite: string }
}

/** Whether anything was typed that would be lost. */
export function isTyped({ source, rewrite, before }: Correction): boolean {
  return source !== before.source || rewrite !== before.rewrite
}
