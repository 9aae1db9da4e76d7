import { spawnSync } from 'node:child_process'

/** One process of this machine. */
export type Listed = { readonly pid: number; readonly parent: number; readonly group: number }

/** Every process that lives: one that has ended and waits to be asked for its exit code is none. */
export function living(): readonly Listed[] {
  const { stdout, pid: own } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' })
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => !state?.startsWith('Z'))
    .map(([pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }))
    .filter(({ pid }) => pid !== own)
}

/** Those that a process started, itself not among them, and theirs. */
export function descendantsOf(pid: number): readonly number[] {
  const all = living()
  const below = (parent: number): readonly number[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each.pid, ...below(each.pid)])
  return below(pid)
}

/** Milliseconds until none of them lives; looks every ten. Ends with what still lives after half a minute. */
export async function untilGone(pids: readonly number[]): Promise<{ readonly left: readonly number[]; readonly milliseconds: number }> {
  const started = performance.now()
  for (;;) {
    const all = new Set(living().map(({ pid }) => pid))
    const left = pids.filter((pid) => all.has(pid))
    const milliseconds = Math.round(performance.now() - started)
    if (left.length === 0 || milliseconds > 30_000) return { left, milliseconds }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
