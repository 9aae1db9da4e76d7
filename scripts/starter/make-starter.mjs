/** Writes the starter dataset and its datasheet from the marked texts here: node scripts/starter/make-starter.mjs */
import { writeFileSync } from 'node:fs'
import { runnerImport } from 'vite'
import { at } from '../checkout.mjs'
import { main, say } from '../say.mjs'

await main(async () => {
  // The marked texts are read by the app's own code, which is TypeScript.
  const { module } = await runnerImport(at('scripts', 'starter', 'starter-files.ts'), { root: at(), configFile: false, logLevel: 'error' })
  for (const [name, text] of Object.entries(module.starterFiles())) {
    writeFileSync(at('assets', 'samples', name), text)
    say(`assets/samples/${name}`)
  }
  return 0
})
