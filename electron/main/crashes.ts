import { app, crashReporter } from 'electron'

/**
 * Keeps reports of crashes in a folder of the home, which must exist. They hold parts of the memory and with it texts, so they are sent nowhere:
 * the person shows them to whoever they like. Must run before the app is ready, so that every process is covered.
 */
export function keepCrashReports(folder: string): void {
  app.setPath('crashDumps', folder)
  crashReporter.start({ productName: 'Antecedent', uploadToServer: false })
}

/** Writes to the log when one of Chromium's helpers has gone. The window's own process is looked after by its window. */
export function logLostProcesses(log: (error: unknown) => void): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log(new Error(`The process ${name ?? type} has gone: ${reason}, exit code ${exitCode}.`))
  })
}
