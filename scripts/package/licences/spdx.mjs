/** Licences that may be in the app. Another one is a decision, made here. */
const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'CNRI-Python',
  'ISC',
  'MIT',
  // Of a single file each; their sources are in the app as they came.
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/**
 * Whether an SPDX expression can be met with allowed licences alone: every side of AND, one side of OR.
 * @param {string} expression as in `(MPL-2.0 OR Apache-2.0) AND MIT`
 * @param {ReadonlySet<string>} [allowed]
 */
export function isAllowed(expression, allowed = allowedLicences) {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const either = () => {
    let met = both()
    while (tokens[at]?.toUpperCase() === 'OR') {
      at += 1
      met = both() || met
    }
    return met
  }
  const both = () => {
    let met = single()
    while (tokens[at]?.toUpperCase() === 'AND') {
      at += 1
      met = single() && met
    }
    return met
  }
  /** @returns {boolean} */
  const single = () => {
    const token = tokens[at]
    at += 1
    if (token !== '(') return token !== undefined && allowed.has(token)
    const met = either()
    if (tokens[at] !== ')') return false
    at += 1
    return met
  }
  const met = either()
  return met && at === tokens.length
}

const spoken = /** @type {Record<string, string>} */ ({
  'Apache 2.0 License': 'Apache-2.0',
  'Apache Software License': 'Apache-2.0',
  'BSD License': 'BSD-3-Clause',
  '3-Clause BSD License': 'BSD-3-Clause',
  'ISC License': 'ISC',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
})

/** An SPDX expression for what older packages write; what is unknown stays as it is, and is not allowed. @param {string} words */
export const expressionOf = (words) => spoken[words] ?? words
