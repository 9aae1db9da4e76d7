import { lstat, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Uploaded } from '../../shared/hub'
import { recordName } from '../exporting/replay'
import { type HubParts, withHub } from './with-hub'

/** What goes where. */
export type UploadRequest = {
  readonly requestId: string
  /** An export of this app. */
  readonly folder: string
  readonly repo: string
  readonly isPrivate: boolean
  /** Whether a repository that holds something already is added to. */
  readonly replace: boolean
}

type Parts = HubParts & { readonly emit: (event: AppEvent) => void }

/**
 * Puts an export on the Hub, in one commit; until that nothing of it shows. Large files that came through are not sent again the next time.
 * Throws `offline`, `hub-token`, `model-unavailable`, `file-not-written` where the repository holds something already, `bad-input` for a
 * folder that is no export.
 */
export async function uploadExport(
  { requestId, folder, repo, isPrivate, replace }: UploadRequest,
  { emit, ...parts }: Parts,
  signal: AbortSignal,
): Promise<Uploaded> {
  await refuseOther(folder)
  const message = `Upload ${basename(folder)}, made by Antecedent`
  return withHub(parts, signal, (sidecar, { address, token }, ending) =>
    sidecar.request(
      'upload',
      { folder, repo, private: isPrivate, replace, message, address, token },
      {
        signal: ending,
        onNotification: ({ method, params }) => {
          if (method !== 'progress') return
          const { phase, done, total } = params
          emit({ type: 'job.progress', id: requestId, job: 'upload', phase, done, total })
        },
      },
    ),
  )
}

/** A folder that this app made goes out, and of it only plain files; what is hidden (`.DS_Store`) stays here. */
async function refuseOther(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => null)
  if (names === null || !names.includes(recordName))
    throw new StudioError({
      code: 'bad-input',
      message: `${folder} is no export of this app.`,
      hint: 'Export the run first; the folder may have been moved.',
      where: { file: folder },
    })
  for (const name of names.filter((name) => !name.startsWith('.'))) {
    if ((await lstat(join(folder, name))).isFile()) continue
    throw new StudioError({
      code: 'bad-input',
      message: `${name} in ${folder} is no plain file.`,
      hint: 'An export holds files alone: take it out, or export again.',
      where: { file: join(folder, name) },
    })
  }
}
