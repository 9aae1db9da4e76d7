import { mkdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { writeFailure } from '../../core/files/atomic'
import { exportFormat } from '../../shared/exporting'
import { type Command, needed, noWords, optional, usage, weightsOf } from '../command'
import type { ExitCode } from '../exit-code'
import { findRun, hear, withStudio } from '../studio'

/** `antecedent export`: the fused model or the adapter, in a folder of its own. */
export const exportCommand: Command = {
  usage: 'export --run RUN --to DIR [--format mlx|adapter] [--weights best|last]',
  summary: 'writes the fused model (mlx) or the adapter into a new folder, and checks that it answers as the adapter does',
  options: { run: { type: 'string' }, to: { type: 'string' }, format: { type: 'string' }, weights: { type: 'string' } },
  run: (invocation) => {
    const named = needed(invocation, 'run')
    const format = exportFormat.safeParse(optional(invocation, 'format') ?? 'mlx')
    if (!format.success) throw usage(`--format is one of ${exportFormat.options.join(', ')}.`)
    const to = resolve(needed(invocation, 'to'))
    const weights = weightsOf(invocation)
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal } = invocation
      const run = findRun(studio, named)
      await makeParent(to)
      const silence = hear(studio, (event) => {
        if (event.type === 'job.progress' && event.job === 'export') output.progress(event.phase, event.done, event.total)
      })
      const result = await studio.services.exporting
        .export({ runId: run.id, format: format.data, folder: dirname(to), name: basename(to), weights }, signal)
        .finally(() => {
          silence()
          output.endProgress()
        })
      const { path, certificate, commands } = result
      output.line({ type: 'result', path, format: result.format, certificate, bytes: result.bytes, files: result.files, commands })
      output.say(path)
      if (certificate.rows > 0) output.say(`same text as the adapter: ${certificate.same} of ${certificate.rows} held-out rows`)
      for (const { label, command } of commands) output.say(`\n${label}:\n  ${command}`)
      return 0
    })
  },
}

/** Makes the folder that something new goes into. */
export async function makeParent(path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error)
  })
}
