/** Type-checks every project (npm run typecheck). */
import { readFileSync } from 'node:fs'
import { at } from './checkout.mjs'
import { capture } from './command.mjs'
import { main } from './say.mjs'

await main(async () => {
  const { references } = JSON.parse(readFileSync(at('tsconfig.json'), 'utf8'))
  let failed = 0
  for (const { path } of references) {
    const { code, output } = await capture(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', at(path)])
    if (code === 0) continue
    failed += 1
    process.stdout.write(output)
  }
  return failed === 0 ? 0 : 1
})
