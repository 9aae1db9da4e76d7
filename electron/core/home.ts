import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
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
  // An empty HOME is none.
  const person = homedir() || userInfo().homedir
  if (platform === 'darwin') return join(person, 'Library', 'Application Support', 'Antecedent')
  const data = environment.XDG_DATA_HOME ?? ''
  return join(isAbsolute(data) ? data : join(person, '.local', 'share'), 'antecedent')
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

/** The home was taken away under a process that slept, or was removed. Its files are whole at every moment, so it goes on. */
const onCompromised = () => undefined

/**
 * Makes the home where it is missing and takes it for this process; a second one is refused with `home-in-use`.
 * The lock of a process that is gone is taken over. Returns the way to let go, which never rejects.
 */
export async function takeHome(layout: HomeLayout): Promise<() => Promise<void>> {
  try {
    for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
    // Whose lock it is, is known a moment after it was made: whoever comes in between waits at the door.
    const leaveDoor = await throughDoor(join(layout.root, '.door'))
    try {
      return await takeLock(layout.root)
    } finally {
      await leaveDoor().catch(() => undefined)
    }
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

/** A lock held for a moment. One that a killed process left is stale after two seconds. */
async function throughDoor(path: string): Promise<() => Promise<void>> {
  const enter = () => lock(path, { realpath: false, stale: 2_000, onCompromised })
  for (let waits = 0; waits < 50; waits++) {
    const leave = await enter().catch((error: unknown) => {
      if (errnoOf(error) !== 'ELOCKED') throw error
      return null
    })
    if (leave) return leave
    await setTimeout(100)
  }
  return enter()
}

async function takeLock(root: string): Promise<() => Promise<void>> {
  const lockPath = join(root, '.lock')
  const ownerPath = join(root, '.owner')
  const take = () => lock(root, { lockfilePath: lockPath, stale: 10_000, update: 2_000, onCompromised })
  const release = await take().catch(async (error: unknown) => {
    if (errnoOf(error) !== 'ELOCKED' || (await ownerLives(ownerPath))) throw error
    await rm(lockPath, { recursive: true, force: true })
    return take()
  })
  const letGo = () => release().catch(() => undefined)
  try {
    await writeFile(ownerPath, String(process.pid))
  } catch (error) {
    await letGo()
    throw error
  }
  return letGo
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
