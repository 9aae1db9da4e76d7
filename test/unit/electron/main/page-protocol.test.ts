// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readPageFiles } from '../../../../electron/core/page-files'
import { registerPageScheme, servePage } from '../../../../electron/main/page-protocol'
import { builtPage } from '../web/visitor'
import { fetchPage, forget, given } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the page’s own scheme', () => {
  let page: Awaited<ReturnType<typeof builtPage>>
  beforeAll(async () => {
    page = await builtPage()
  })
  afterAll(() => page.remove())
  beforeEach(async () => {
    forget()
    servePage(await readPageFiles(page.rendererDir))
  })

  it('is a standard and secure origin that bypasses no policy', () => {
    registerPageScheme()
    expect(given('protocol.registerSchemesAsPrivileged')).toEqual([
      [[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]],
    ])
  })

  it('serves the page and its files', async () => {
    expect(await fetchPage('app://antecedent/')?.text()).toContain('Antecedent')
    const script = fetchPage('app://antecedent/assets/index-Ab12_-9z.js?import')
    expect([script?.status, script?.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  })

  it.each([
    'app://antecedent/../secret.json',
    'app://antecedent/..%2fsecret.json',
    'app://antecedent/..%2f..%2f..%2fetc/passwd',
    'app://antecedent/%2e%2e/secret.json',
    'app://antecedent/assets/..%5c..%5csecret.json',
    'app://antecedent//secret.json',
    'app://antecedent/notes.txt',
    'app://antecedent/assets/',
    'app://antecedent/%00',
    'app://evil/index.html',
    'app:index.html',
  ])('has nothing at %s', (url) => {
    expect(fetchPage(url)?.status).toBe(404)
  })

  it('answers nothing but GET', () => {
    expect(fetchPage('app://antecedent/', 'POST')?.status).toBe(405)
  })

  it.each(['app://antecedent/', 'app://antecedent/assets/index-Ab12_-9z.js', 'app://antecedent/nothing'])('protects %s', (url) => {
    const policy = fetchPage(url)?.headers.get('content-security-policy')
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })
})
