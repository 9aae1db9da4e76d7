import { type AboutPanelOptionsOptions, app } from 'electron'

/** Versions of what the app is made of. */
export type Versions = {
  readonly app: string
  readonly electron: string | undefined
  readonly chrome: string | undefined
  readonly node: string
}

/** What the panel “About Antecedent” says. */
export function aboutOptions(versions: Versions): AboutPanelOptionsOptions {
  return {
    applicationName: 'Antecedent',
    applicationVersion: versions.app,
    version: `Electron ${versions.electron ?? 'unknown'}`,
    copyright: 'Copyright © The Antecedent authors. MIT licence.',
    credits: [
      'Teaches a small open language model to resolve coreferences, on this Mac.',
      `Electron ${versions.electron ?? 'unknown'}, Chromium ${versions.chrome ?? 'unknown'}, Node ${versions.node}.`,
      'With thanks to the authors of mlx and mlx-lm (Apple, MIT), transformers (Hugging Face, Apache 2.0), React (Meta, MIT), Monaco Editor ' +
        '(Microsoft, MIT), uPlot (Leon Sorokin, MIT) and zod (Colin McDonnell, MIT).',
    ].join('\n\n'),
  }
}

/** Sets what the panel says. The menu's “About” shows it. */
export function describeApp(): void {
  const { electron, chrome, node } = process.versions
  app.setAboutPanelOptions(aboutOptions({ app: app.getVersion(), electron, chrome, node }))
}
