import { bundleCommand } from '../unit/electron/cli/command-process'

/** Bundles the command line once for all tests of the suite. */
export async function setup(): Promise<void> {
  await bundleCommand()
}
