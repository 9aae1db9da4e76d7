// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { aboutOptions, describeApp } from '../../../../electron/main/about'
import { forget, given } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the panel about the app', () => {
  beforeEach(forget)

  it('has versions, licence and credits', () => {
    const options = aboutOptions({ app: '0.1.0', electron: '45.4.1', chrome: '150.0', node: '24.1' })
    expect(options).toMatchObject({ applicationVersion: '0.1.0', version: 'Electron 45.4.1' })
    expect(options.copyright).toContain('MIT')
    for (const name of ['Electron 45.4.1', 'Chromium 150.0', 'Node 24.1', 'mlx-lm', 'transformers', 'React', 'Monaco']) {
      expect(options.credits).toContain(name)
    }
  })

  it('is told to Electron', () => {
    describeApp()
    expect(given('app.setAboutPanelOptions')).toHaveLength(1)
  })
})
