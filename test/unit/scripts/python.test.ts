import { describe, expect, it } from 'vitest'
import { choosePython } from '../../../scripts/python.mjs'

function python(command: string, minor: number, rest: Partial<Parameters<typeof choosePython>[0][number]> = {}) {
  return { command, version: [3, minor] as const, machine: 'x86_64', freeThreaded: false, venv: true, pip: true, ...rest }
}

describe('choosePython', () => {
  it('takes the first that fits', () => {
    expect(choosePython([python('python3.13', 13), python('python3.11', 11)], 'x64')?.command).toBe('python3.13')
  })
  it('refuses one that is too old or too new', () => {
    expect(choosePython([python('python3', 10), python('python3.15', 15)], 'x64')).toBeUndefined()
  })
  it('refuses Python 2', () => {
    expect(choosePython([{ ...python('python', 7), version: [2, 7] }], 'x64')).toBeUndefined()
  })
  it('refuses one for another processor, as under Rosetta', () => {
    expect(choosePython([python('python3.13', 13)], 'arm64')).toBeUndefined()
    expect(choosePython([python('python3.13', 13, { machine: 'aarch64' })], 'arm64')?.command).toBe('python3.13')
  })
  it('refuses one without the global lock', () => {
    expect(choosePython([python('python3.13', 13, { freeThreaded: true })], 'x64')).toBeUndefined()
  })
  it('prefers one that makes environments alone to a newer one that does not', () => {
    const bare = python('python3.13', 13, { venv: false })
    expect(choosePython([bare, python('python3.11', 11)], 'x64')?.command).toBe('python3.11')
  })
  it('takes one that only has pip, and then one that has neither', () => {
    const bare = python('python3.12', 12, { venv: false, pip: false })
    const pip = python('python3.11', 11, { venv: false })
    expect(choosePython([bare, pip], 'x64')?.command).toBe('python3.11')
    expect(choosePython([bare], 'x64')?.command).toBe('python3.12')
  })
})
