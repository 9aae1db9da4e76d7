// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { UpdateState } from '../../../../../electron/main/updates/update'
import {
  absenceOfUpdates,
  type Circumstances,
  refusalToCheck,
  refusalToFetch,
  refusalToInstall,
} from '../../../../../electron/main/updates/update-policy'

const free: Circumstances = { absent: null, offline: false, allowed: true, busy: false }
const none: UpdateState = { state: 'none' }
const update = { version: '0.2.0', notes: '' }

describe('looking for updates', () => {
  it.each<readonly [string, 'person' | 'clock', UpdateState, Partial<Circumstances>]>([
    ['by the clock where it was allowed', 'clock', none, {}],
    ['by a person who did not allow the clock', 'person', none, { allowed: false }],
    ['while something runs, since nothing is fetched', 'clock', none, { busy: true }],
    ['again after one was found', 'clock', { state: 'found', update }, {}],
  ])('goes %s', (_, by, state, some) => expect(refusalToCheck(by, state, { ...free, ...some })).toBeNull())

  it.each<readonly [string, 'person' | 'clock', UpdateState, Partial<Circumstances>, RegExp]>([
    ['offline, by the clock', 'clock', none, { offline: true }, /stay off the network/],
    ['offline, though a person asks', 'person', none, { offline: true }, /stay off the network/],
    ['by a clock that was not allowed', 'clock', none, { allowed: false }, /not allowed/],
    ['where there is nowhere to ask', 'person', none, { absent: 'Nowhere.' }, /Nowhere/],
    ['twice', 'person', { state: 'checking' }, {}, /already/],
    ['while one is fetched', 'clock', { state: 'fetching', update, share: 0.5 }, {}, /already/],
    ['while one waits', 'clock', { state: 'waiting', update }, {}, /already/],
    ['once one is here', 'clock', { state: 'fetched', update }, {}, /already/],
  ])('is refused %s', (_, by, state, some, words) => expect(refusalToCheck(by, state, { ...free, ...some })).toMatch(words))
})

describe('fetching and installing', () => {
  it('go when nothing else does', () => expect([refusalToFetch(free), refusalToInstall(free)]).toEqual([null, null]))
  it('are refused while something runs', () => {
    expect([refusalToFetch({ ...free, busy: true }), refusalToInstall({ ...free, busy: true })]).toEqual([
      expect.stringContaining('still running'),
      expect.stringContaining('still running'),
    ])
  })
  it('fetching is refused offline; what is here already may be installed', () => {
    expect(refusalToFetch({ ...free, offline: true })).toMatch(/network/)
    expect(refusalToInstall({ ...free, offline: true })).toBeNull()
  })
})

describe('where updates come from', () => {
  const good = 'provider: generic\nurl: https://updates.example.com/antecedent\nupdaterCacheDirName: antecedent-updater\n'
  it('is an encrypted address that the build wrote', () => expect(absenceOfUpdates(true, 'darwin', good)).toBeNull())
  it.each<readonly [string, boolean, NodeJS.Platform, string | null, RegExp]>([
    ['a checkout', false, 'darwin', good, /git/],
    ['another system', true, 'linux', good, /by hand/],
    ['a build without one', true, 'darwin', null, /without an address/],
    ['no encryption', true, 'darwin', good.replace('https', 'http'), /encrypted/],
    ['a file', true, 'darwin', 'provider: generic\nurl: file:///tmp/updates\n', /encrypted/],
    ['a password in it', true, 'darwin', good.replace('updates.', 'me:secret@updates.'), /encrypted/],
    ['another provider', true, 'darwin', good.replace('generic', 'custom'), /encrypted/],
    ['no address', true, 'darwin', 'provider: generic\n', /encrypted/],
    ['no YAML', true, 'darwin', '{{', /encrypted/],
    ['nothing', true, 'darwin', '', /encrypted/],
  ])('is nowhere with %s', (_, isPackaged, platform, config, words) =>
    expect(absenceOfUpdates(isPackaged, platform, config)).toMatch(words),
  )
})
