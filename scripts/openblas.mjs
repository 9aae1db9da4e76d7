import { existsSync } from 'node:fs'

const triplets = /** @type {Partial<Record<string, string>>} */ ({ x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' })

/**
 * Debian's threaded OpenBLAS, if it is installed: preloaded into Python, it makes mlx on Linux several times faster than the BLAS in its wheel.
 * @param {string} platform
 * @param {string} arch
 * @param {(file: string) => boolean} [exists]
 * @returns {string | undefined}
 */
export function findOpenBlas(platform = process.platform, arch = process.arch, exists = existsSync) {
  const triplet = triplets[arch]
  if (platform !== 'linux' || !triplet) return undefined
  const file = `/usr/lib/${triplet}/openblas-pthread/libopenblas.so.0`
  return exists(file) ? file : undefined
}

/**
 * The environment of a Python that runs mlx: this one's, offline, and with OpenBLAS where there is one.
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} library
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnvironment(env, library = findOpenBlas()) {
  const preload = [library, env.LD_PRELOAD].filter(Boolean).join(':')
  return {
    ...env,
    ...(preload ? { LD_PRELOAD: preload } : {}),
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
