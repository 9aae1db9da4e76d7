/** Makes everything a start needs (npm run setup), so that the first start is as quick as the second. */
import { ensureBuild } from './build.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main, say } from './say.mjs'
import { ensurePython } from './venv.mjs'

await main(async () => {
  checkPreconditions()
  await ensurePython()
  await ensureBuild()
  say('Ready.')
  return 0
})
