/**
 * A known weakness of something that is locked.
 * @typedef {object} Finding
 * @property {string} id as its database calls it: GHSA-…, PYSEC-…, CVE-…
 * @property {string} name the package
 * @property {string} version or range of versions
 * @property {string} title
 */

/**
 * A finding that was looked at and does not stop a release.
 * @typedef {object} Explained
 * @property {string} id
 * @property {string} name the package
 * @property {string} why in a sentence
 * @property {string} until the day (YYYY-MM-DD) on which it is looked at again
 */

/**
 * What `npm audit --json` found.
 * @param {string} text
 * @returns {Finding[]}
 */
export function npmFindings(text) {
  const { vulnerabilities } = JSON.parse(text)
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) throw new Error('npm audit could not ask its registry.')
  /** @type {Finding[]} */
  const findings = []
  for (const { via } of Object.values(vulnerabilities)) {
    for (const cause of via) {
      // A name alone says that the weakness is another package's, which has its own entry.
      if (typeof cause === 'string') continue
      const id = /GHSA(-\w{4}){3}/.exec(cause.url)?.[0] ?? String(cause.source)
      findings.push({ id, name: cause.name, version: cause.range, title: cause.title })
    }
  }
  return findings
}

/**
 * What `pip-audit -f json` found.
 * @param {string} text
 * @returns {{ findings: Finding[], skipped: string[] }} skipped: packages that it could not ask about
 */
export function pipFindings(text) {
  /** @type {{ dependencies: { name: string, version?: string, skip_reason?: string, vulns?: { id: string, description?: string }[] }[] }} */
  const { dependencies } = JSON.parse(text)
  return {
    skipped: dependencies.filter(({ skip_reason }) => skip_reason !== undefined).map(({ name }) => name),
    findings: dependencies.flatMap(({ name, version = '', vulns = [] }) =>
      vulns.map(({ id, description = '' }) => ({ id, name, version, title: description.split('\n')[0] ?? '' })),
    ),
  }
}

/** @param {Pick<Finding, 'id' | 'name'>} one @param {Pick<Finding, 'id' | 'name'>} other */
const same = (one, other) => one.id === other.id && one.name === other.name

/**
 * Each weakness of a package once, whichever locks it was found in, and behind however many others.
 * @param {readonly Finding[]} findings
 */
export const distinct = (findings) => findings.filter((finding, index) => findings.findIndex((other) => same(other, finding)) === index)

/**
 * What stops a release, in sentences: findings that nobody explained, and explanations that are due or explain nothing.
 * @param {readonly Finding[]} findings
 * @param {readonly Explained[]} explained
 * @param {string} today YYYY-MM-DD
 */
export function unsettled(findings, explained, today) {
  return [
    ...findings
      .filter((finding) => !explained.some((entry) => same(entry, finding)))
      .map(({ id, name, version, title }) => `${name} ${version}: ${id}, ${title}`),
    ...explained
      .filter(({ until }) => until <= today)
      .map(({ id, name }) => `${name}: the explanation of ${id} is due to be looked at again.`),
    ...explained
      .filter((entry) => !findings.some((finding) => same(entry, finding)))
      .map(({ id, name }) => `${name}: ${id} is explained, and is not found any more.`),
  ]
}
