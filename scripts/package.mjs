/**
 * Lays out, examines and boxes the app (npm run package).
 *
 *   --target mac-arm64|linux-x64   mac-arm64 unless said otherwise; its wheels are the same on whatever machine they are laid out
 *   --interpreter DIR              a Python tree to take instead of fetching one
 *   --electron-dist DIR            an unpacked Electron to box with; on a Mac electron-builder fetches it
 *   --lay-out                      only lays out and examines
 *   --dir                          boxes a folder, without archives of it
 *
 * The report goes to stdout and, as JSON and text, into out/package/TARGET. Exit code 1 where anything is wrong with what was made.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from './build.mjs'
import { at } from './checkout.mjs'
import { ensureElectron } from './electron-binary.mjs'
import { checkBox, placesInBox } from './package/box-check.mjs'
import { box } from './package/builder.mjs'
import { examine } from './package/examine.mjs'
import { layOut } from './package/lay-out.mjs'
import { collectComponents, writeLicences } from './package/licences/collect.mjs'
import { licenceProblems } from './package/licences/component.mjs'
import { problemsOf, reportText } from './package/report.mjs'
import { billOfMaterials } from './package/sbom.mjs'
import { billProblems } from './package/schemas.mjs'
import { partsOf, targets } from './package/targets.mjs'
import { main, SetupError } from './say.mjs'

/** @typedef {{ interpreter: string | undefined, electron: string | undefined, layOutOnly: boolean, folderOnly: boolean }} Given */

await main(async () => {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', default: 'mac-arm64' },
      interpreter: { type: 'string' },
      'electron-dist': { type: 'string' },
      'lay-out': { type: 'boolean', default: false },
      dir: { type: 'boolean', default: false },
    },
  })
  const target = targets.find(({ name }) => name === values.target)
  if (!target) throw new SetupError(`There is no target ${values.target}: ${targets.map(({ name }) => name).join(', ')}.`)
  const report = await make(target, {
    interpreter: values.interpreter,
    electron: values['electron-dist'],
    layOutOnly: values['lay-out'],
    folderOnly: values.dir,
  })
  const { report: file, reportText: textFile } = partsOf(target)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`)
  writeFileSync(textFile, reportText(report))
  process.stdout.write(reportText(report))
  return problemsOf(report).length === 0 ? 0 : 1
})

/**
 * @param {import('./package/targets.mjs').Target} target
 * @param {Given} given
 * @returns {Promise<import('./package/report.mjs').Report>}
 */
async function make(target, { interpreter, electron, layOutOnly, folderOnly }) {
  await ensureBuild()
  // Chromium's licences are in Electron's distribution.
  if (process.platform === 'darwin') await ensureElectron()
  const layingOut = await layOut(target, { interpreter })
  const parts = partsOf(target)
  const components = collectComponents(parts.packages)
  const chromium = writeLicences(components, parts.licences, electron)
  const seconds = process.env.SOURCE_DATE_EPOCH
  const time = seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString()
  const bill = billOfMaterials(components, { lock: readFileSync(target.lock, 'utf8'), time })
  writeFileSync(join(parts.licences, 'bill-of-materials.cdx.json'), `${JSON.stringify(bill, undefined, 2)}\n`)
  /** @type {Record<string, number>} */
  const byLicence = {}
  for (const { license } of components) byLicence[license] = (byLicence[license] ?? 0) + 1
  const examination = examine(target)
  const canBox = !layOutOnly && examination.problems.length === 0 && layingOut.interpreter !== null
  const boxes = canBox && (target.name === 'mac-arm64' ? process.platform === 'darwin' : electron !== undefined)
  if (boxes) await box(target, { electron, flags: folderOnly ? ['--dir'] : [] })
  const app = boxes ? placesInBox(at('dist', packedFolder(target.name))) : undefined
  return {
    made: `${process.platform} ${process.arch}`,
    layingOut,
    examination,
    licences: { components: components.length, byLicence, problems: licenceProblems(components), chromium },
    bill: { components: /** @type {unknown[]} */ (bill.components).length, problems: await billProblems(bill) },
    box: app ? checkBox(app.resources, app.binary) : null,
  }
}

/** Where electron-builder leaves the unpacked app. @param {string} target */
function packedFolder(target) {
  if (target === 'linux-x64') return 'linux-unpacked'
  const folder = 'mac-arm64'
  const app = readdirSync(at('dist', folder)).find((name) => name.endsWith('.app'))
  if (app === undefined) throw new SetupError(`There is no app in dist/${folder}.`)
  return join(folder, app)
}
