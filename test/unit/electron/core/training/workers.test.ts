import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { trainingConfig } from '../../../../../electron/shared/training'
import { childrenOf } from '../child-processes'
import { openedApp } from '../opened-app'
import { temporaryFolder } from '../temporary-folder'

const root = resolve(import.meta.dirname, '../../../../..')
const host = { ssh: '127.0.0.1', ips: ['127.0.0.1'] }

it('trains in two processes, notices that one is lost, and goes on with two', async () => {
  const home = await temporaryFolder()
  const { studio } = await openedApp(home, { python: join(root, '.venv', 'bin', 'python'), sidecar: join(root, 'python-sidecar') })
  const { datasets, runs, training } = studio.services
  const lines = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, 40)
  const [data, workers] = [join(home, 'rows.jsonl'), join(home, 'hosts.json')]
  await writeFile(data, `${lines.join('\n')}\n`)
  await writeFile(workers, JSON.stringify([host, host]))
  const dataset = datasets.get((await datasets.openPath(data)).id)
  const config = trainingConfig.parse({
    iters: 30,
    batch_size: 8,
    save_every: 2,
    steps_per_eval: 15,
    max_seq_length: 256,
    lora_parameters: { rank: 4 },
  })

  const { id } = await training.start({ dataset, model: { kind: 'demo' }, config, name: '', workers })
  expect(JSON.parse(await readFile(runs.files(id).hosts, 'utf8'))).toEqual([host, host])
  await expect.poll(() => runs.get(id).checkpoint?.step ?? 0, { timeout: 60_000 }).toBeGreaterThan(1)
  const ranks = childrenOf(process.pid).flatMap(childrenOf)
  expect(ranks).toHaveLength(2)
  process.kill(Math.max(...ranks), 'SIGKILL')
  const lost = await training.ended(id)
  expect(lost).toMatchObject({ workers: 2, state: { state: 'interrupted', failure: { code: 'worker-lost' } } })
  expect(ranks.filter((pid) => childrenOf(process.pid).flatMap(childrenOf).includes(pid))).toEqual([])

  await training.continue(id)
  expect(await training.ended(id)).toMatchObject({ workers: 2, usable: true, state: { state: 'finished', steps: 30 } })
})
