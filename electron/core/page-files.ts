import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

/** One built file of the window, held in memory. */
export type PageFile = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
  /** Its name carries a hash of its content, so that it may be cached for good. */
  readonly hashed: boolean
}

/**
 * Everything the window may ask for, by the exact path of its URL; `/` is the page itself.
 * Looking a path up here is the only way from a request to a file: nothing is joined, decoded or resolved.
 */
export type PageFiles = ReadonlyMap<string, PageFile>

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

/** Reads the built renderer. Kinds of file that a page does not need are left out; throws where there is no index.html. */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)]
    if (!entry.isFile() || contentType === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const urlPath = `/${relative(folder, path).split(sep).map(encodeURIComponent).join('/')}`
    files.set(urlPath, { bytes: new Uint8Array(await readFile(path)), contentType, hashed: isHashed(urlPath) })
  }
  const index = files.get('/index.html')
  if (index === undefined) throw new Error(`No index.html in ${folder}: the window has not been built.`)
  return files.set('/', index)
}

/** Whether a path is one of Vite's `assets/name-hash.ext`. */
export function isHashed(urlPath: string): boolean {
  return /^\/assets\/.+-[\w-]{8}\.\w+$/.test(urlPath)
}

/**
 * The window's content security policy. `sockets` are addresses besides the page's own that it may connect to.
 * Inline styles are Monaco's; there is no `blob:` because its worker is a file of ours.
 */
export function contentSecurityPolicy(sockets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...sockets].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers that every answer to the window carries, whatever it holds. */
export function protectiveHeaders(sockets: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sockets),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

/** Headers of one file. Hashed ones keep for a year, the page itself is asked for anew each time. */
export function fileHeaders(file: PageFile): Readonly<Record<string, string>> {
  return {
    'Content-Type': file.contentType,
    'Content-Length': String(file.bytes.byteLength),
    'Cache-Control': file.hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
  }
}
