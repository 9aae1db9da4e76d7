/**
 * What an installed wheel says of itself.
 * @typedef {object} WheelTag
 * @property {string} python `py3`, `cp313`, …
 * @property {string} abi `none`, `abi3`, `cp313`, …
 * @property {string} platform `any`, `macosx_14_0_arm64`, …
 */

/**
 * The tags of a wheel: `Tag:` lines of its WHEEL file.
 * @param {string} text
 * @returns {WheelTag[]}
 */
export function tagsOf(text) {
  return [...text.matchAll(/^Tag:\s*(\S+)\s*$/gm)].flatMap((match) => {
    const [pythons = '', abis = '', platforms = ''] = (match[1] ?? '').split('-')
    return pythons
      .split('.')
      .flatMap((python) => abis.split('.').flatMap((abi) => platforms.split('.').map((platform) => ({ python, abi, platform }))))
  })
}

/**
 * Whether a wheel runs on a Python of this minor version, on a target whose platforms are given.
 * @param {readonly WheelTag[]} tags
 * @param {number} minor of Python 3
 * @param {readonly RegExp[]} platforms
 */
export function fits(tags, minor, platforms) {
  return tags.some((tag) => pythonFits(tag, minor) && platforms.some((pattern) => pattern.test(tag.platform)))
}

/**
 * @param {WheelTag} tag
 * @param {number} minor
 */
function pythonFits({ python, abi }, minor) {
  if (python === 'py3') return abi === 'none'
  const own = /^cp3(\d+)$/.exec(python)
  if (!own) return false
  if (abi === 'abi3') return Number(own[1]) <= minor
  return Number(own[1]) === minor && (abi === `cp3${minor}` || abi === 'none')
}
