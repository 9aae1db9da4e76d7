import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Sidecar } from '../../../../../electron/core/sidecar/sidecar'
import type { SidecarNotification } from '../../../../../electron/shared/protocol'
import { temporaryFolder } from '../temporary-folder'
import { doing } from './stand-in'

const standIn = resolve(import.meta.dirname, '../../../../fixtures/stand-in-sidecar.mjs')

/** Starts the stand-in through a launcher that drops Python's own flags. */
async function started(options: { readonly patience?: number } = {}) {
  const folder = await temporaryFolder()
  const launcher = join(folder, 'launcher')
  await writeFile(launcher, `#!/bin/sh\nshift 2\nexec "${process.execPath}" "$@"\n`)
  await chmod(launcher, 0o755)
  const log = join(folder, 'log.txt')
  const { sidecar, facts } = await Sidecar.start({ python: launcher, sidecar: standIn, log, ...options })
  onTestFinished(() => sidecar.stop())
  return { sidecar, facts, log }
}

describe('Sidecar', () => {
  it('shakes hands, answers and passes progress on in order', async () => {
    const { sidecar, facts } = await started()
    expect(facts.device).toBe('stand-in')
    const heard: SidecarNotification[] = []
    expect(
      await sidecar.request('download', doing('progress'), { onNotification: (notification) => heard.push(notification) }),
    ).toMatchObject({
      path: '/answered',
    })
    expect(heard.map(({ method, params }) => [method, 'done' in params && params.done])).toEqual([
      ['progress', 1],
      ['progress', 2],
      ['progress', 3],
    ])
  })

  it('gives an error its code, sentence and hint, and goes on', async () => {
    const { sidecar } = await started()
    await expect(sidecar.request('download', doing('refuse'))).rejects.toMatchObject({
      failure: { code: 'model-unavailable', message: 'There is no network.', hint: 'Connect.' },
    })
    expect(await sidecar.request('download', doing('answer'))).toMatchObject({ path: '/answered' })
  })

  it('reads a line that comes in two halves', async () => {
    const { sidecar } = await started()
    expect(await sidecar.request('download', doing('halfLine'))).toMatchObject({ path: '/in two halves' })
  })

  it('cancels by the request’s own id', async () => {
    const { sidecar } = await started()
    const controller = new AbortController()
    const held = sidecar.request('download', doing('hold'), { signal: controller.signal })
    controller.abort()
    await expect(held).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it.each(['garbage', 'unknown', 'overlong'])('stops a process that writes %s', async (deed) => {
    const { sidecar, log } = await started()
    await expect(sidecar.request('download', doing(deed))).rejects.toMatchObject({ failure: { code: 'protocol-mismatch' } })
    await sidecar.stop()
    await expect(sidecar.request('download', doing('answer'))).rejects.toMatchObject({ failure: { code: 'protocol-mismatch' } })
    expect(await readFile(log, 'utf8')).toContain('[antecedent] Python wrote')
  })

  it('refuses an answer of another shape', async () => {
    const { sidecar } = await started()
    await expect(sidecar.request('download', doing('wrongResult'))).rejects.toMatchObject({ failure: { code: 'protocol-mismatch' } })
  })

  it.each([
    ['exit', 'sidecar-died', 'ended with code 3', 'The log says more'],
    ['killed', 'sidecar-killed', 'killed from outside', 'smaller batch'],
    ['outOfMemory', 'out-of-memory', 'ran out of memory', 'smaller batch'],
    ['leave', 'sidecar-died', 'ended with code 7', 'The log says more'],
  ])('says how a process died (%s)', async (deed, code, how, hint) => {
    const { sidecar } = await started()
    await expect(sidecar.request('download', doing(deed))).rejects.toMatchObject({
      failure: { code, message: expect.stringContaining(how), hint: expect.stringContaining(hint) },
    })
  })

  it('carries a verdict to the request that waits for it', async () => {
    const { sidecar } = await started()
    const judged = sidecar.request('download', doing('judge'), {
      onNotification: ({ method, params }) => {
        if (method === 'judge') sidecar.verdict(params.request, params.step, 0.5)
      },
    })
    expect(await judged).toMatchObject({ path: '/step 3 has 0.5' })
  })

  it('gives up a process that stands still for longer than its phase allows', async () => {
    const { sidecar } = await started({ patience: 0.001 })
    await expect(sidecar.request('download', doing('hold'))).rejects.toMatchObject({
      failure: { code: 'sidecar-silent', message: expect.stringContaining('while loading') },
    })
  })

  it('ends a process that ignores end of input and SIGTERM', async () => {
    const { sidecar, log } = await started()
    const request = sidecar.request('download', doing('deaf')).catch((error: unknown) => error)
    await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('deaf')
    await sidecar.stop()
    expect(await request).toMatchObject({ failure: { message: expect.stringContaining('did not end by itself, so it was killed') } })
  })

  it('can be given up while it starts, and before', async () => {
    const folder = await temporaryFolder()
    const silent = join(folder, 'launcher')
    await writeFile(silent, '#!/bin/sh\nexec sleep 600\n')
    await chmod(silent, 0o755)
    const controller = new AbortController()
    const starting = Sidecar.start({ python: silent, sidecar: standIn, log: null }, controller.signal)
    controller.abort()
    await expect(starting).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    const again = Sidecar.start({ python: '/nowhere', sidecar: standIn, log: null }, controller.signal)
    await expect(again).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it('refuses to ask what is too long for a line, and goes on', async () => {
    const { sidecar } = await started()
    const repo = 'a'.repeat(17 * 1024 * 1024)
    await expect(sidecar.request('download', doing(repo))).rejects.toMatchObject({ failure: { code: 'text-too-long' } })
    expect(await sidecar.request('download', doing('answer'))).toMatchObject({ path: '/answered' })
  })

  it('fails what waits when Python could not read what it was asked', async () => {
    const { sidecar } = await started()
    await expect(sidecar.request('download', doing('unreadable'))).rejects.toMatchObject({
      failure: { message: 'The line is not JSON.' },
    })
  })

  it('names a Python that is not there', async () => {
    await expect(Sidecar.start({ python: '/nowhere/python', sidecar: standIn, log: null })).rejects.toMatchObject({
      failure: { code: 'python-missing' },
    })
  })
})
