/** The scheme that the window's own files come from. */
export const pageScheme = 'app'

/** The window's address, and the only one it may ever be at. */
export const pageUrl = `${pageScheme}://antecedent/`

/** Whether an address is of our own page's origin. Protocol and host are compared: Node gives such an address the origin "null". */
export function isOwnAddress(address: string | null | undefined): boolean {
  if (!address || !URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${pageScheme}:` && host === 'antecedent' && username === '' && password === ''
}
