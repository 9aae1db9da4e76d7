import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { at } from '../../../../scripts/checkout.mjs'

type Step = { readonly uses?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>>; readonly with?: object }
type Job = {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly environment?: string
  readonly steps: readonly Step[]
}
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: object
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = at('.github', 'workflows')
const files = readdirSync(folder)
const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { scripts: Record<string, string> }

describe.each(files)('%s', (file) => {
  const text = readFileSync(at('.github', 'workflows', file), 'utf8')
  const workflow: Workflow = parse(text)
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  it('uses actions by commit alone, with the version beside it', () => {
    for (const line of text.split('\n').filter((line) => line.includes('uses:')))
      expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
  it('grants nothing but what a job names', () => {
    expect(workflow.permissions).toEqual({})
    for (const { permissions } of jobs) expect([{ contents: 'read' }, { contents: 'write' }]).toContainEqual(permissions)
  })
  it('runs nobody else’s text as a command: values come through the environment', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{')
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target')
  })
  it('gives secrets to steps alone, and echoes none', () => {
    for (const job of jobs) expect(JSON.stringify({ ...job, steps: [] })).not.toContain('secrets.')
    for (const { run = '', env = {} } of steps) {
      const secret = Object.entries(env).flatMap(([name, value]) => (/secrets\.|github\.token/.test(value) ? [name] : []))
      expect(run).not.toMatch(/set -x|printenv|^\s*env\s*$/m)
      for (const name of secret)
        for (const line of run.split('\n').filter((part) => part.includes(`$${name}`))) expect(line).toMatch(/\| base64 --decode > /)
    }
  })
  it('leaves no token in the checkout, and ends by itself', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(step.with).toEqual({ 'persist-credentials': false })
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(90)
  })
  it('installs without running a script of any package, and runs commands that there are', () => {
    const commands = steps.flatMap(({ run = '' }) => run.split('\n'))
    for (const line of commands.filter((command) => command.startsWith('npm ci'))) expect(line).toContain('--ignore-scripts')
    for (const line of commands) for (const [, name] of line.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty([name ?? ''])
  })
})

describe('a release', () => {
  const { jobs }: Workflow = parse(readFileSync(at('.github', 'workflows', 'release.yml'), 'utf8'))
  it('is written by a job that runs nothing of ours, and signed in an environment that a person allows', () => {
    const writers = Object.entries(jobs).filter(([, { permissions }]) => permissions?.contents === 'write')
    expect(writers.map(([name]) => name)).toEqual(['publish'])
    expect(writers.flatMap(([, { steps }]) => steps).some(({ uses, run }) => uses?.includes('checkout') || run?.includes('npm'))).toBe(
      false,
    )
    const users = Object.values(jobs).filter((job) => JSON.stringify(job).includes('secrets.'))
    expect(users.map(({ environment }) => environment)).toEqual(['release'])
  })
  it.each([
    ['v1.2.0', false],
    ['v1.2.0-beta.1', true],
  ])('is a draft, and of %s one that everybody’s copies pass over: %s', (tag, isTriedOut) => {
    const draft = jobs.publish?.steps.find(({ run }) => run?.includes('gh release create'))?.run ?? ''
    const env = { PATH: process.env.PATH, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: 'someone/antecedent' }
    const given = execFileSync('bash', ['-e', '-c', `gh() { printf '%s\\n' "$@"; }\n${draft}`], { env, encoding: 'utf8' }).split('\n')
    expect(given).toEqual(expect.arrayContaining(['create', tag, '--draft', '--verify-tag']))
    expect(given.includes('--prerelease')).toBe(isTriedOut)
  })
})
