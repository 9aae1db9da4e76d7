import { parseArgs } from 'node:util'
import { StudioError, toFailure } from '../shared/errors'
import { type Command, usage } from './command'
import { demo } from './commands/demo'
import { doctor } from './commands/doctor'
import { evaluate } from './commands/evaluate'
import { exportCommand } from './commands/export'
import { models } from './commands/models'
import { report } from './commands/report'
import { resolve } from './commands/resolve'
import { runs } from './commands/runs'
import { score } from './commands/score'
import { serveCommand } from './commands/serve'
import { settingsCommand } from './commands/settings'
import { train } from './commands/train'
import { upload } from './commands/upload'
import { validate } from './commands/validate'
import { type ExitCode, exitCodeOf } from './exit-code'
import { locations } from './locations'
import { failureText, outputTo, type Streams } from './output'
import { version } from './version'

const commands: Readonly<Record<string, Command>> = {
  validate,
  train,
  resolve,
  evaluate,
  score,
  report,
  export: exportCommand,
  upload,
  models,
  runs,
  settings: settingsCommand,
  doctor,
  serve: serveCommand,
  demo,
}

/** Runs one command line and gives its exit code. Never throws. Aborting `interrupt` stops it; what was learned is kept. */
export async function main(args: readonly string[], streams: Streams, interrupt = new AbortController()): Promise<ExitCode> {
  const json = beforeDashes(args).includes('--json')
  const [name = 'help', ...rest] = args[0] === '--json' ? [...args.slice(1), '--json'] : args
  // Whoever read the results has left, as `head` does: what still runs is stopped, and nobody is told.
  const output = outputTo(streams, json, () => interrupt.abort())
  if (name === 'help' || name === '--help' || name === '-h') {
    streams.stdout.write(help(Object.values(commands)))
    return 0
  }
  if (name === '--version') {
    streams.stdout.write(`${version}\n`)
    return 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw usage(`There is no command “${name}”.`)
    if (beforeDashes(rest).some((word) => word === '--help' || word === '-h')) {
      streams.stdout.write(help([command]))
      return 0
    }
    const { values, positionals } = parse(command, rest)
    return await command.run({ words: positionals, options: values, output, locations: () => locations(version), signal: interrupt.signal })
  } catch (error) {
    const failure = toFailure(error)
    output.endProgress()
    output.line({ type: 'error', code: failure.code, message: failure.message, ...(failure.hint && { hint: failure.hint }) })
    if (!output.json) output.note(failureText(failure))
    if (!(error instanceof StudioError) && process.env.ANTECEDENT_DEBUG) console.error(error)
    return exitCodeOf(failure.code)
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { ...command.options, json: { type: 'boolean' } }, allowPositionals: true, strict: true })
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

/** The words that may be options: after `--` everything is a word. */
function beforeDashes(args: readonly string[]): readonly string[] {
  const dashes = args.indexOf('--')
  return dashes === -1 ? args : args.slice(0, dashes)
}

function help(listed: readonly Command[]): string {
  const rows = listed.map(({ usage, summary }) => `  antecedent ${usage}\n      ${summary}\n`)
  return `Teaches a small open language model to resolve coreferences by rewriting.\n\n${rows.join('')}\nEverywhere: --json puts one JSON object a line on stdout.\nExit codes: 0 done, 1 failed, 2 wrong usage or bad input, 130 stopped.\n`
}
