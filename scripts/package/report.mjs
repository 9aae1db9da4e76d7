import { megabytes } from './budgets.mjs'

/**
 * What became of a box, for a file and for people.
 * @typedef {object} Report
 * @property {string} made on what: `linux x64`
 * @property {import('./lay-out.mjs').LayingOut} layingOut
 * @property {import('./examine.mjs').Examination} examination
 * @property {{ components: number, byLicence: Record<string, number>, problems: readonly string[], chromium: boolean }} licences
 * @property {{ components: number, problems: readonly string[] }} bill
 * @property {{ archived: number, beside: number, problems: readonly string[] } | null} box null where none was made
 */

/** Everything that is wrong. @param {Report} report */
export const problemsOf = ({ examination, licences, bill, box }) => [
  ...examination.problems,
  ...licences.problems,
  ...bill.problems,
  ...(box?.problems ?? []),
]

/** What only another machine can do, in sentences. @param {Report} report */
export function openOf({ examination, layingOut, licences, box }) {
  return [
    ...layingOut.open,
    ...(licences.chromium ? [] : ['Chromium’s licences: they come with Electron’s distribution, which is not here.']),
    ...(box ? [] : ['The app itself: electron-builder makes it on a Mac, or of an Electron that is given with --electron-dist.']),
    ...(examination.target === 'mac-arm64' && !process.platform.startsWith('darwin')
      ? ['Signing, notarizing, stapling and Metal: only a Mac does these; docs/release-checklist.md says how they are looked at.']
      : []),
  ]
}

/**
 * The report as a text of short lines.
 * @param {Report} report
 */
export function reportText(report) {
  const { layingOut, examination, licences, bill, box } = report
  const { measured } = examination
  const sum = (/** @type {Record<string, { files: number, bytes: number }>} */ removed) =>
    Object.entries(removed).map(([why, { files, bytes }]) => `  ${why}: ${files} files, ${megabytes(bytes)} MB`)
  const largest = [...examination.packages].sort((one, other) => other.bytes - one.bytes).slice(0, 10)
  const lines = [
    `Box for ${examination.target}, laid out on ${report.made} with uv ${layingOut.uv}`,
    '',
    `${layingOut.wheels} wheels: ${megabytes(measured.packages)} MB; Python itself: ${measured.interpreter ? `${megabytes(measured.interpreter)} MB` : 'not here'}; ` +
      `sidecar: ${megabytes(measured.sidecar)} MB; bundles: ${megabytes(measured.bundles)} MB`,
    `${measured.files} files in the Python tree, ${examination.compiled} of them compiled, ${examination.code.length} Mach-O`,
    '',
    'Left out of the packages:',
    ...sum(layingOut.pruned),
    ...(layingOut.interpreter ? ['Left out of Python:', ...sum(layingOut.interpreter)] : []),
    '',
    'The ten largest packages, without what was compiled of them:',
    ...largest.map(
      ({ name, version, bytes, wheel }) => `  ${`${name} ${version}`.padEnd(28)} ${String(megabytes(bytes)).padStart(7)} MB  ${wheel}`,
    ),
    ...(examination.code.length === 0 ? [] : ['', 'Code to sign among them:']),
    ...examination.code.map(
      ({ path, bytes, processors, oldest }) =>
        `  ${path.replace(/^lib\/python[\d.]+\/site-packages\//, '')}  ${processors.join('+')}, macOS ${oldest ?? '?'}, ${megabytes(bytes)} MB`,
    ),
    '',
    `Licences of ${licences.components} components:`,
    ...Object.entries(licences.byLicence).map(([name, count]) => `  ${name}: ${count}`),
    `Bill of materials: ${bill.components} components, ${bill.problems.length ? 'not valid' : 'valid CycloneDX 1.6'}`,
    layingOut.selfTest ? `Self-test: ${JSON.stringify(layingOut.selfTest)}` : 'Self-test: did not run',
    box ? `App: ${box.archived} files in the archive, ${box.beside} beside it` : 'App: not boxed',
    '',
    ...section('Not done here', openOf(report)),
    ...section('Problems', problemsOf(report)),
  ]
  return `${lines.join('\n')}\n`
}

/**
 * @param {string} title
 * @param {readonly string[]} sentences
 */
function section(title, sentences) {
  return sentences.length === 0 ? [`${title}: none`] : [`${title}:`, ...sentences.map((sentence) => `  ${sentence}`)]
}
