// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
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
