import { at } from './checkout.mjs'

/**
 * Platforms that MLX has wheels for, and what uv's resolver calls them. Linux's lock serves both of its processors.
 * @type {Record<'macos-arm64' | 'linux', string>}
 */
export const lockPlatforms = { 'macos-arm64': 'aarch64-apple-darwin', linux: 'x86_64-manylinux_2_35' }

/**
 * The lock of a platform, by Node's names for it; undefined where MLX does not run.
 * @param {string} platform
 * @param {string} arch
 * @returns {keyof typeof lockPlatforms | undefined}
 */
export function lockPlatform(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'macos-arm64'
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) return 'linux'
  return undefined
}

/** @param {keyof typeof lockPlatforms} platform */
export const runtimeLock = (platform) => at('python-sidecar', `requirements-${platform}.lock`)

/** One lock for all platforms: everything in it is pure Python or has wheels for each of them. */
export const testLock = at('python-sidecar', 'requirements-test.lock')

/** pip-audit, which asks for known weaknesses before a release. */
export const auditLock = at('python-sidecar', 'requirements-audit.lock')

/** uv itself, for a machine whose Python is too old. */
export const uvLock = at('python-sidecar', 'requirements-uv.lock')

/** The oldest macOS that the app runs on, as in electron-builder.yml. */
export const oldestMacos = /** @type {const} */ ([14, 0])

/** What uv is told besides: without a deployment target it finds no mlx wheel for macOS. */
export const uvEnvironment = { MACOSX_DEPLOYMENT_TARGET: oldestMacos.join('.') }
