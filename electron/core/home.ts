import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { lock } from 'proper-lockfile'
import { StudioError } from '../shared/errors'
import { errnoOf, writeFailure } from './files/atomic'

/** Where things lie within a home. */
export type HomeLayout = {
  readonly root: string
  readonly datasets: string
  readonly runs: string
  readonly models: string
  readonly uploads: string
  readonly trash: string
}

/** The home of this person: `ANTECEDENT_HOME`, else the platform's place for an app's data. */
export function homeFolder(environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const named = environment.ANTECEDENT_HOME
  if (named) return isAbsolute(named) ? named : resolve(named)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Antecedent')
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'antecedent')
}

/** The folders of a home, as paths. */
export function layoutOf(root: string): HomeLayout {
  return {
    root,
    datasets: join(root, 'datasets'),
    runs: join(root, 'runs'),
    models: join(root, 'models'),
    uploads: join(root, 'uploads'),
    trash: join(root, 'trash'),
  }
}

/**
 * Makes the home where it is missing and takes it for this process; a second one is refused with `home-in-use`.
 * The lock of a process that is gone is taken over. Returns the way to let go.
 */
export async function takeHome(layout: HomeLayout): Promise<() => Promise<void>> {
  const lockPath = join(layout.root, '.lock')
  const ownerPath = join(layout.root, '.owner')
  const take = () => lock(layout.root, { stale: 10_000, update: 2_000, lockfilePath: lockPath })
  try {
    for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
    const release = await take().catch(async (error: unknown) => {
      if (errnoOf(error) !== 'ELOCKED' || (await ownerLives(ownerPath))) throw error
      await rm(lockPath, { recursive: true, force: true })
      return take()
    })
    await writeFile(ownerPath, String(process.pid))
    return release
  } catch (error) {
    if (errnoOf(error) !== 'ELOCKED') throw writeFailure(layout.root, error)
    throw new StudioError(
      {
        code: 'home-in-use',
        message: `Antecedent is already open on ${layout.root}.`,
        hint: 'Use the open window, or give this one another folder with ANTECEDENT_HOME.',
      },
      { cause: error },
    )
  }
}

async function ownerLives(ownerPath: string): Promise<boolean> {
  const pid = Number(await readFile(ownerPath, 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) !== 'ESRCH'
  }
}
