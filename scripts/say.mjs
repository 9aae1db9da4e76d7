import { recognize } from './failure.mjs'

/** A failure of the set-up that a person can mend: its message is the one sentence they see. */
export class SetupError extends Error {}

/**
 * Progress for people. Always on stderr: stdout belongs to the command that was asked for.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs a script's body: a SetupError ends it with its sentence and exit code 1, anything else with its stack.
 * @param {() => Promise<number>} body resolves to the exit code
 */
export async function main(body) {
  try {
    process.exitCode = await body()
  } catch (error) {
    say(
      error instanceof SetupError
        ? error.message
        : (systemSentence(error) ?? (error instanceof Error ? String(error.stack) : String(error))),
    )
    process.exitCode = 1
  }
}

/**
 * The system's refusals (a full disk, a folder that cannot be written) are no bugs: they have their sentence too.
 * @param {unknown} error
 */
function systemSentence(error) {
  return error instanceof Error && 'syscall' in error ? recognize(error.message) : undefined
}
