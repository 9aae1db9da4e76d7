// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { mayFetch, mayHave, maySave, mayTrust } from '../../../../../electron/main/policy/traffic'

const ourPage = { isMainFrame: true, requestingUrl: 'app://antecedent/' }

describe('what a page may fetch', () => {
  it.each(['app://antecedent/assets/index.js', 'data:image/png;base64,AA==', 'blob:app://antecedent/1'])('is %s', (address) => {
    expect(mayFetch(address, true)).toBe(true)
  })
  it.each([
    'https://example.com/',
    'http://127.0.0.1:8080/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'ws://127.0.0.1/',
    'wss://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'file://server/share',
    'app://evil/',
    'app://antecedent@evil/',
    'blob:https://evil.example/1',
    'chrome-extension://x/',
    'devtools://x/',
    '',
  ])('is not %j in the packaged app', (address) => expect(mayFetch(address, true)).toBe(false))

  it('includes the developer’s tools in the checkout only', () => {
    expect([mayFetch('devtools://devtools/bundled/x.js', false), mayFetch('https://example.com/', false)]).toEqual([true, false])
  })
})

describe('what a page may save as a file', () => {
  it('is what it made itself', () => expect(maySave('blob:app://antecedent/6a1c')).toBe(true))
  it.each([
    'https://example.com/file.zip',
    'blob:https://example.com/1',
    'blob:null/1',
    'blob:file:///etc/passwd',
    'blob:app://evil/1',
    'blob:blob:app://antecedent/1',
    'app://antecedent/assets/index.js',
    'data:application/x-sh,rm',
    'filesystem:app://antecedent/temporary/x',
    'file:///etc/passwd',
    '',
  ])('is not %j', (address) => expect(maySave(address)).toBe(false))
})

describe('a permission', () => {
  it.each([
    'accessibility-events',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'keyboardLock',
    'local-network-access',
    'loopback-network',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'speaker-selection',
    'storage-access',
    'top-level-storage-access',
    'unknown',
    'usb',
    'window-management',
    'one that is invented next year',
  ])('is not granted: %s', (permission) => expect(mayHave(permission, ourPage)).toBe(false))

  it.each([
    ['our page', ourPage, true],
    ['a frame in it', { ...ourPage, isMainFrame: false }, false],
    ['another page', { ...ourPage, requestingUrl: 'https://example.com/' }, false],
    ['a page that looks like ours', { ...ourPage, requestingUrl: 'app://antecedent.example/' }, false],
    ['nobody in particular', { isMainFrame: true }, false],
    ['a device', null, false],
  ])('to fill the clipboard is granted to our own page alone: %s', (_, asking, granted) =>
    expect(mayHave('clipboard-sanitized-write', asking)).toBe(granted),
  )
})

describe('a certificate that the system does not trust', () => {
  it.each(['net::ERR_CERT_AUTHORITY_INVALID', 'net::ERR_CERT_DATE_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID', ''])(
    'is not taken: %s',
    (error) => expect(mayTrust(error)).toBe(false),
  )
})
