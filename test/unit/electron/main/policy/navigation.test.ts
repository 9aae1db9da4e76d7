// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { mayAttachWebview, mayBeRedirected, mayNavigate, windowFor } from '../../../../../electron/main/policy/navigation'
import { isOwnAddress } from '../../../../../electron/main/policy/page-address'

/** Addresses that a page, a link or a server may come up with. */
const hostile = [
  'https://evil.example/',
  'http://127.0.0.1:8080/',
  'app://evil/',
  'app://antecedent.evil.example/',
  'app://antecedent@evil.example/',
  'app://someone@antecedent/',
  'app://antecedent:80/',
  'app:antecedent/',
  'app:///antecedent/',
  'appx://antecedent/',
  'file:///etc/passwd',
  'file://antecedent/',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:https://evil.example/1',
  'about:blank',
  'about:srcdoc',
  'chrome://settings/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://antecedent/',
  'filesystem:app://antecedent/temporary/1',
  'x-apple.systempreferences:com.apple.preference.security',
  'smb://evil.example/share',
  'ms-msdt:/id',
  '',
  'antecedent',
  '//antecedent/',
]

describe('our own address', () => {
  it.each(['app://antecedent/', 'app://antecedent/#train/new', 'app://antecedent/assets/index.js?x'])('is %s', (address) => {
    expect(isOwnAddress(address)).toBe(true)
  })
  it.each([...hostile, null, undefined])('is not %j', (address) => expect(isOwnAddress(address)).toBe(false))
})

describe('where a page may go', () => {
  it.each(['app://antecedent/', 'app://antecedent/#train', 'app://antecedent/?x'])('is its own page: %s', (address) => {
    expect(mayNavigate(address, true)).toBe(true)
  })
  it.each([...hostile, 'app://antecedent/assets/index.js', 'app://antecedent/..%2f', '\u0000app://antecedent/@evil'])(
    'is not %j',
    (address) => {
      expect([mayNavigate(address, true), mayNavigate(address, false)]).toEqual([false, false])
    },
  )
  it('is nowhere inside a frame', () => expect(mayNavigate('app://antecedent/', false)).toBe(false))
})

describe('whatever its address', () => {
  it.each([...hostile, 'app://antecedent/', 'app://antecedent/#train'])('there is no window, redirect or webview for %j', (address) => {
    expect([windowFor(address), mayBeRedirected(address), mayAttachWebview(address)]).toEqual([{ action: 'deny' }, false, false])
  })
  it('there is no webview without one either', () => expect(mayAttachWebview(undefined)).toBe(false))
})
