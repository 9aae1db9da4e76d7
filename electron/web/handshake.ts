/** What page and host agree on before a word is exchanged. */

/** The protocol that a page's socket names; its key follows as if it were a second one. */
export const socketProtocol = 'antecedent'

/** The header with the page's key, on requests other than a socket's. */
export const keyHeader = 'x-antecedent-key'

/** Where a sign-in leads the browser: the page, with its key where no server sees it. */
export const keyedPage = (key: string): string => `/#key=${key}`

/** The key in an address's fragment; null where there is none. */
export function keyIn(fragment: string): string | null {
  return /^#key=([\w-]{43})$/.exec(fragment)?.[1] ?? null
}
