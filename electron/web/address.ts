import type { IncomingHttpHeaders } from 'node:http'

/** What the host decides about a request before it looks at what is asked. */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly status: 403 | 421; readonly reason: string }

/** The names that a host has on its port, as browsers write them into `Host`. The port of plain HTTP is left out there. */
export function hostNames(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
}

/**
 * Whether a request speaks to this host by one of its own names, and comes from nowhere else. A foreign Host is how DNS rebinding
 * shows, a foreign Origin how another page does. Browsers leave Origin out of plain reading, where `Sec-Fetch-Site` tells a foreign
 * page's scripts, pictures and frames apart from a person who follows a link; what changes something must name its Origin.
 */
export function admitAddress(headers: IncomingHttpHeaders, port: number, originNeeded: boolean): Admission {
  const host = headers.host
  if (host === undefined || !hostNames(port).includes(host)) {
    return {
      admitted: false,
      status: 421,
      reason: `This address is not served here. Behind a tunnel, the port has to be ${port} on both sides.`,
    }
  }
  const origin = headers.origin
  const isForeign = origin === undefined ? originNeeded || isForeignRead(headers) : origin !== `http://${host}`
  if (isForeign) return { admitted: false, status: 403, reason: 'Only Antecedent’s own page may ask.' }
  return { admitted: true }
}

/** A browser says that another page loads this into itself. Opening it as a page of its own is anybody's right. */
function isForeignRead(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return !(headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document')
}
