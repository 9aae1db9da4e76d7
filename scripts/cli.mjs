/** The `antecedent` command in the checkout: npm run -s cli -- train …, npm run -s demo -- --json. */
import { built, ensureBuild } from './build.mjs'
import { attach } from './command.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main } from './say.mjs'
import { ensurePython } from './venv.mjs'

await main(async () => {
  checkPreconditions()
  await ensurePython()
  await ensureBuild()
  return attach(process.execPath, [built.cli, ...process.argv.slice(2)])
})
