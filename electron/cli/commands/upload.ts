import { resolve } from 'node:path'
import { uploadExport } from '../../core/hub/upload-export'
import { bytes } from '../../shared/quantities'
import { type Command, hubNameWord, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { hear, withStudio } from '../studio'

/** `antecedent upload`: an export to the Hub. */
export const upload: Command = {
  usage: 'upload FOLDER OWNER/NAME [--public] [--replace]',
  summary:
    'puts an export on the Hugging Face Hub, private unless --public, with the token of the environment or of “hf auth login”; a repository that holds something is added to only with --replace',
  options: { public: { type: 'boolean' }, replace: { type: 'boolean' } },
  run: (invocation) => {
    const [folder, named, surplus] = invocation.words
    if (folder === undefined || named === undefined) throw usage('Name the folder of an export, and where it goes: owner/name.')
    if (surplus !== undefined) throw usage(`“${surplus}” is too much.`)
    const repo = hubNameWord(named)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { output, options, signal } = invocation
      const silence = hear(studio, (event) => {
        if (event.type !== 'job.progress' || event.job !== 'upload') return
        const { phase, done, total } = event
        output.progress(phase === 'uploading' ? `${bytes(done)} of ${bytes(total)}` : 'reading the files', 0, 0)
      })
      const isPrivate = options.public !== true
      const request = { requestId: 'cli', folder: resolve(folder), repo, isPrivate, replace: options.replace === true }
      const uploaded = await uploadExport(request, studio.services.uploading, signal).finally(() => {
        silence()
        output.endProgress()
      })
      output.say(uploaded.page)
      output.line({ type: 'result', repo, private: isPrivate, ...uploaded })
      return 0
    })
  },
}
