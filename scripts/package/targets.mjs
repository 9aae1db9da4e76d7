import { join } from 'node:path'
import { at } from '../checkout.mjs'
import { lockPlatforms, runtimeLock } from '../locks.mjs'

/**
 * What a box is made for.
 * @typedef {object} Target
 * @property {'mac-arm64' | 'linux-x64'} name as electron-builder says it: `${os}-${arch}`
 * @property {string} lock the lock of its wheels
 * @property {string} triple what uv's resolver calls it
 * @property {string} uvPython what uv calls its interpreter
 * @property {readonly RegExp[]} wheelPlatforms platform tags that run on it
 * @property {string} folder where its parts are laid out
 */

/** The Python that the app carries. 3.14 hangs in ctypes under the hardened runtime. */
export const pythonVersion = '3.13.18'
/** The version that wheels and folders are named after. */
export const pythonMinor = '3.13'

/**
 * @param {Target['name']} name
 * @param {keyof typeof lockPlatforms} platform
 * @param {string} uvPlatform
 * @param {readonly RegExp[]} wheelPlatforms
 * @returns {Target}
 */
function target(name, platform, uvPlatform, wheelPlatforms) {
  return {
    name,
    lock: runtimeLock(platform),
    triple: lockPlatforms[platform],
    uvPython: `cpython-${pythonVersion}-${uvPlatform}`,
    wheelPlatforms,
    folder: at('out', 'package', name),
  }
}

/** @type {readonly Target[]} */
export const targets = [
  target('mac-arm64', 'macos-arm64', 'macos-aarch64-none', [/^any$/, /^macosx_(1[0-4])_\d+_(arm64|universal2)$/]),
  target('linux-x64', 'linux', 'linux-x86_64-gnu', [/^any$/, /^(manylinux|musllinux)\w*_x86_64$/]),
]

/** Where the parts of a target's box lie. @param {Pick<Target, 'folder'>} target */
export function partsOf({ folder }) {
  const python = join(folder, 'python')
  return {
    python,
    /** Started by the app, and by name in `signIgnore`. */
    interpreter: join(python, 'bin', `python${pythonMinor}`),
    library: join(python, 'lib', `python${pythonMinor}`),
    packages: join(python, 'lib', `python${pythonMinor}`, 'site-packages'),
    sidecar: join(folder, 'python-sidecar'),
    licences: join(folder, 'licences'),
    report: join(folder, 'report.json'),
    reportText: join(folder, 'report.txt'),
  }
}
