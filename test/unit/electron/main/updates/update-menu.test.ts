// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { UpdateState } from '../../../../../electron/main/updates/update'
import { looksAlike, updateItems } from '../../../../../electron/main/updates/update-menu'

const update = { version: '0.2.0', notes: '' }
const press = () => {}

describe('updates in the menu', () => {
  it.each<readonly [UpdateState, string, boolean]>([
    [{ state: 'none' }, 'Check for Updates…', true],
    [{ state: 'checking' }, 'Checking for Updates…', false],
    [{ state: 'found', update }, 'Download Antecedent 0.2.0…', true],
    [{ state: 'waiting', update }, 'Antecedent 0.2.0 Waits Until Nothing Runs', false],
    [{ state: 'fetching', update, share: 0.57 }, 'Downloading Antecedent 0.2.0 (50 %)', false],
    [{ state: 'fetched', update }, 'Install Antecedent 0.2.0…', true],
  ])('%j is “%s”', (state, label, enabled) => {
    const [first] = updateItems({ state, settings: { checkForUpdates: false, updateChannel: 'stable' }, press, change: () => {} })
    expect(first).toMatchObject({ label, enabled })
  })

  it('switch looking by itself and beta versions on and off', () => {
    const changes: unknown[] = []
    const items = updateItems({
      state: { state: 'none' },
      settings: { checkForUpdates: false, updateChannel: 'beta' },
      press,
      change: (some) => changes.push(some),
    })
    const submenu = items[1]?.submenu
    for (const item of Array.isArray(submenu) ? submenu : []) (item.click as () => void)()
    expect(changes).toEqual([{ checkForUpdates: true }, { updateChannel: 'stable' }])
  })

  it('look the same until a tenth more is here', () => {
    const at = (share: number): UpdateState => ({ state: 'fetching', update, share })
    expect([looksAlike(at(0.51), at(0.58)), looksAlike(at(0.58), at(0.61)), looksAlike({ state: 'none' }, at(0))]).toEqual([
      true,
      false,
      false,
    ])
  })
})
