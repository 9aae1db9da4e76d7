/**
 * Asks the registries for known weaknesses of everything that is locked (npm run audit). Needs the network. What was found and does no
 * harm here is explained in scripts/package/explained-findings.json.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, cacheFolder } from './checkout.mjs'
import { capture } from './command.mjs'
import { auditLock, lockPlatforms, runtimeLock } from './locks.mjs'
import { distinct, npmFindings, pipFindings, unsettled } from './package/findings.mjs'
import { ensureUv } from './package/uv.mjs'
import { main, SetupError, say } from './say.mjs'

const environment = join(cacheFolder, 'audit')

await main(async () => {
  const explained = JSON.parse(readFileSync(at('scripts', 'package', 'explained-findings.json'), 'utf8'))
  const builder = at('scripts', 'package', 'builder')
  const findings = distinct([...(await auditNpm(at())), ...(await auditNpm(builder)), ...(await auditPython())])
  const problems = unsettled(findings, explained, new Date().toISOString().slice(0, 10))
  for (const problem of problems) say(problem)
  say(`${findings.length} known weaknesses, ${explained.length} explained.`)
  return problems.length === 0 ? 0 : 1
})

/** @param {string} folder with a lock of npm */
async function auditNpm(folder) {
  const { output } = await capture('npm', ['audit', '--package-lock-only', '--json'], { cwd: folder })
  try {
    return npmFindings(output.slice(output.indexOf('{')))
  } catch {
    throw new SetupError(`${output}\nnpm’s registry did not say what it knows.`)
  }
}

async function auditPython() {
  const uv = await ensureUv()
  const command = join(environment, 'bin', 'pip-audit')
  if (!existsSync(command)) await run(uv, ['venv', '--no-config', '--quiet', environment])
  await run(uv, ['pip', 'sync', '--no-config', '--quiet', '--python', environment, '--require-hashes', '--only-binary', ':all:', auditLock])
  /** @type {import('./package/findings.mjs').Finding[]} */
  const answers = []
  for (const platform of /** @type {(keyof typeof lockPlatforms)[]} */ (Object.keys(lockPlatforms))) {
    const { output } = await capture(command, [
      ...['--disable-pip', '--require-hashes', '--progress-spinner', 'off', '--format', 'json'],
      ...['--requirement', runtimeLock(platform)],
    ])
    const line = output.split('\n').find((text) => text.startsWith('{'))
    if (line === undefined) throw new SetupError(`${output}\npip-audit gave no answer.`)
    const { findings, skipped } = pipFindings(line)
    if (skipped.length > 0) throw new SetupError(`pip-audit could not ask about ${skipped.join(', ')}.`)
    answers.push(...findings)
  }
  return answers
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function run(command, args) {
  const { code, output } = await capture(command, args)
  if (code !== 0) throw new SetupError(output)
}
