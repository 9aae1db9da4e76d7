const MB = 1_000_000

/**
 * What the app may weigh. Whoever raises one says why in the same change.
 * @typedef {object} Budgets
 * @property {number} packages bytes of the Python packages, compiled files among them
 * @property {number} interpreter bytes of Python itself
 * @property {number} sidecar bytes of our own Python
 * @property {number} bundles bytes of out/main, out/preload and out/renderer, without source maps
 * @property {number} files files in the Python tree: each is hashed by the seal, at every check of it
 * @property {readonly [number, number]} machO fewest and most Mach-O files among the packages
 */

/** @type {Record<import('./targets.mjs').Target['name'], Budgets>} */
export const budgets = {
  'mac-arm64': { packages: 380 * MB, interpreter: 110 * MB, sidecar: 3 * MB, bundles: 20 * MB, files: 14_000, machO: [24, 34] },
  'linux-x64': { packages: 420 * MB, interpreter: 260 * MB, sidecar: 3 * MB, bundles: 20 * MB, files: 14_000, machO: [0, 0] },
}

/**
 * Where a measure is over its budget, in sentences.
 * @param {Partial<Record<Exclude<keyof Budgets, 'machO'>, number>> & { machO?: number }} measured
 * @param {Budgets} allowed
 */
export function budgetProblems(measured, allowed) {
  const problems = []
  for (const name of /** @type {const} */ (['packages', 'interpreter', 'sidecar', 'bundles'])) {
    const bytes = measured[name] ?? 0
    if (bytes > allowed[name]) problems.push(`${name}: ${megabytes(bytes)} of ${megabytes(allowed[name])} MB.`)
  }
  if ((measured.files ?? 0) > allowed.files) problems.push(`${measured.files} files in the Python tree, and ${allowed.files} are allowed.`)
  const [fewest, most] = allowed.machO
  if (measured.machO !== undefined && (measured.machO < fewest || measured.machO > most)) {
    problems.push(`${measured.machO} Mach-O files among the packages, and ${fewest} to ${most} are expected.`)
  }
  return problems
}

/** @param {number} bytes */
export const megabytes = (bytes) => Math.round(bytes / 100_000) / 10
