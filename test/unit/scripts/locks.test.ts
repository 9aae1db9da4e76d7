import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../scripts/checkout.mjs'
import { lockPlatform } from '../../../scripts/locks.mjs'

const locks = readdirSync(at('python-sidecar')).filter((name) => name.endsWith('.lock'))

describe('the Python locks', () => {
  it('are there for every platform that MLX runs on', () => {
    for (const [platform, arch] of [
      ['darwin', 'arm64'],
      ['linux', 'x64'],
      ['linux', 'arm64'],
    ] as const) {
      expect(locks).toContain(`requirements-${lockPlatform(platform, arch)}.lock`)
    }
    expect(lockPlatform('darwin', 'x64')).toBeUndefined()
    expect(lockPlatform('win32', 'x64')).toBeUndefined()
  })
  it.each(locks)('%s pins every package by version and hash, and names no index', (name) => {
    const text = readFileSync(at('python-sidecar', name), 'utf8')
    expect(text).not.toMatch(/:\/\/|--index|--find-links/)
    const entries = text.split(/\n(?=\S)/).filter((entry) => entry.trim() !== '')
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) expect(entry).toMatch(/^[\w.-]+==\S+[^\n]*\\\n(\s+--hash=sha256:[0-9a-f]{64}( \\)?\n?)+$/)
  })
})

describe('the npm lock', () => {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; integrity?: string; optionalDependencies?: Record<string, string> }>
  }
  it('names no registry and holds a hash of every package', () => {
    for (const [path, entry] of Object.entries(packages).filter(([path]) => path !== '')) {
      expect(entry.resolved, path).toBeUndefined()
      expect(entry.integrity, path).toMatch(/^sha512-/)
    }
  })
  it('holds the builds of native packages for a Mac, whatever machine wrote it', () => {
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    for (const name of optional.filter((name) => /darwin-arm64|linux-x64(-gnu)?$/.test(name))) {
      expect(packages).toHaveProperty([`node_modules/${name}`])
    }
  })
})
