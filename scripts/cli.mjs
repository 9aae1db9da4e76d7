/** The `antecedent` command in the checkout: npm run -s cli -- train …, npm run -s demo -- --json. */
import { pathToFileURL } from 'node:url'
import { built, ensureBuild } from './build.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main } from './say.mjs'
import { ensurePython } from './venv.mjs'

await main(async () => {
  checkPreconditions()
  await ensurePython()
  await ensureBuild()
  // In this process, so that whatever ends it ends the command too.
  await import(pathToFileURL(built.cli).href)
  return Number(process.exitCode ?? 0)
})
