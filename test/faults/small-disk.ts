import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'

/** What a small disk gives room to in one piece, in bytes. */
export const page = 4096

/** Why no small file system can be made here; null where it can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'a small disk for a test takes Linux (tmpfs)'
  return process.getuid?.() === 0 ? null : 'mounting a small disk takes root'
}

/** A file system of its own, gone when the test ends. */
export class SmallDisk {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async mounted(bytes: number): Promise<SmallDisk> {
    const path = join(await temporaryFolder(), 'disk')
    await mkdir(path)
    command('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path)
    onTestFinished(() => command('umount', '-l', path))
    return new SmallDisk(path)
  }

  /** Leaves so many bytes free, in whole pages. */
  fill(left: number): void {
    this.free()
    const { bavail, bsize } = statfsSync(this.path)
    const filler = openSync(this.#filler, 'w')
    const chunk = Buffer.alloc(1024 * 1024)
    for (let rest = bavail * bsize - left; rest > 0; rest -= chunk.length) writeSync(filler, chunk, 0, Math.min(rest, chunk.length))
    closeSync(filler)
  }

  /** Gives all room back. */
  free(): void {
    rmSync(this.#filler, { force: true })
  }

  /** Lets nothing be written any more, or all again. */
  remount(how: 'ro' | 'rw'): void {
    command('mount', '-o', `remount,${how}`, this.path)
  }

  get #filler(): string {
    return join(this.path, 'filler')
  }
}

function command(...[name, ...args]: readonly [string, ...string[]]): void {
  const { status, stderr } = spawnSync(name, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`)
}
