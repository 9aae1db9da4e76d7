import { spawnSync } from 'node:child_process'

/** Processes that a process started and that are still there. */
export function childrenOf(pid: number): readonly number[] {
  const { stdout, pid: own } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child !== undefined && child !== own ? [child] : []))
}
