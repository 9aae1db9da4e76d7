/** npm run bench -- training | resolve | dataset | start | ui | size: measures, prints, and writes RESULTS.md. */
import { main, SetupError } from '../../scripts/say.mjs'
import { writeSection } from './results.mjs'

const benches = {
  training: async () => (await import('./training.mjs')).benchTraining(),
  resolve: async () => (await import('./resolve.mjs')).benchResolve(),
  dataset: async () => (await import('./dataset.mjs')).benchDataset(),
  start: async () => (await import('./start.mjs')).benchStart(),
  ui: async () => (await import('./ui.mjs')).benchUi(),
  size: async () => (await import('./size.mjs')).benchSize(),
}

await main(async () => {
  const names = /** @type {(keyof typeof benches)[]} */ (Object.keys(benches))
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !names.some((known) => known === name))
  if (unknown) throw new SetupError(`There is no bench ${unknown}: ${names.join(', ')}.`)
  for (const name of names.filter((known) => asked.length === 0 || asked.includes(known))) {
    const lines = await benches[name]()
    process.stdout.write(`${lines.join('\n')}\n`)
    writeSection(name[0]?.toUpperCase() + name.slice(1), lines)
  }
  return 0
})
