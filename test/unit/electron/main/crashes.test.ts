// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { aboutOptions, describeApp } from '../../../../electron/main/about'
import { keepCrashReports, logLostProcesses } from '../../../../electron/main/crashes'
import { app, forget, given, preventable, recorded } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('crashes', () => {
  beforeEach(forget)

  it('are kept in a folder that is set first, and never sent', () => {
    keepCrashReports('/home/crashes')
    expect(recorded.map(({ call }) => call)).toEqual(['app.setPath', 'crashReporter.start'])
    expect(given('crashReporter.start')).toEqual([[expect.objectContaining({ uploadToServer: false })]])
    expect(JSON.stringify(given('crashReporter.start'))).not.toContain('http')
  })

  it('of helpers are logged with their reason; a clean end is none', () => {
    const logged: string[] = []
    logLostProcesses((error) => logged.push(String(error)))
    app.emit('child-process-gone', preventable(), { type: 'GPU', reason: 'crashed', exitCode: 5 })
    app.emit('child-process-gone', preventable(), { type: 'Utility', name: 'Network Service', reason: 'clean-exit', exitCode: 0 })
    expect(logged).toEqual(['Error: The process GPU has gone: crashed, exit code 5.'])
  })
})

describe('the panel about the app', () => {
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
