/** Makes python-sidecar/requirements-*.lock anew from the .in files (npm run lock). Needs uv. */

import { at } from './checkout.mjs'
import { capture } from './command.mjs'
import { auditLock, lockPlatforms, runtimeLock, testLock, uvEnvironment, uvLock } from './locks.mjs'
import { main, SetupError, say } from './say.mjs'

const common = ['--generate-hashes', '--python-version', '3.11', '--only-binary', ':all:', '--no-header', '--no-annotate', '--quiet']
const env = { ...process.env, ...uvEnvironment }

/**
 * @param {string} input
 * @param {string} output
 * @param {readonly string[]} flags
 */
async function compile(input, output, flags) {
  const outcome = await capture('uv', ['pip', 'compile', at('python-sidecar', input), '--output-file', output, ...common, ...flags], {
    env,
  })
  if (outcome.code === 127) throw new SetupError('Making the locks needs uv on the path.')
  if (outcome.code !== 0) throw new SetupError(outcome.output)
  say(output)
}

await main(async () => {
  for (const [platform, triple] of Object.entries(lockPlatforms)) {
    const key = /** @type {keyof typeof lockPlatforms} */ (platform)
    await compile('requirements.in', runtimeLock(key), ['--python-platform', triple])
  }
  await compile('requirements-test.in', testLock, ['--universal', '--constraint', runtimeLock('linux')])
  await compile('requirements-uv.in', uvLock, ['--universal'])
  await compile('requirements-audit.in', auditLock, ['--universal'])
  return 0
})
