import { existsSync } from 'node:fs'
import { at } from './checkout.mjs'
import { SetupError } from './say.mjs'

/** Refuses, in a sentence, a Node that is too old and a checkout whose packages are not installed. */
export function checkPreconditions() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then start again.`)
  }
  if (!existsSync(at('node_modules', 'electron-vite'))) throw new SetupError('Run npm ci first.')
}
