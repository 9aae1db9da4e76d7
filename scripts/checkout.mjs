import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * A path inside the checkout.
 * @param {string[]} parts
 */
export const at = (...parts) => join(root, ...parts)

/** Reports, logs and locks of the scripts here; never needed again. */
export const cacheFolder = at('.cache')
