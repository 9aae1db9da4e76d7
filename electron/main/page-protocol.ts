import { protocol } from 'electron'
import { fileHeaders, type PageFiles, protectiveHeaders } from '../core/page-files'
import { isOwnAddress, pageScheme } from './policy/page-address'

/** Makes the page's scheme an ordinary, secure origin. Must run before the app is ready, and once. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the window's files from memory. */
export function servePage(files: PageFiles): void {
  protocol.handle(pageScheme, (request) => answerPageRequest(files, request))
}

/** The answer to one request of the page: a file that was built, or nothing. */
export function answerPageRequest(files: PageFiles, request: { readonly url: string; readonly method: string }): Response {
  const headers = protectiveHeaders()
  if (request.method !== 'GET') return new Response(null, { status: 405, headers })
  const file = isOwnAddress(request.url) ? files.get(new URL(request.url).pathname) : undefined
  if (file === undefined) return new Response(null, { status: 404, headers })
  return new Response(file.bytes, { headers: { ...headers, ...fileHeaders(file) } })
}
