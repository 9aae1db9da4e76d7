import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { Growth } from '../../../../../electron/core/growing/growth'
import { rowOf } from '../../../../seed-row'
import { opened } from '../opened-dataset'
import { temporaryFolder } from '../temporary-folder'

it('is silent once it is closed, though something may still be on its way', async () => {
  const folder = await temporaryFolder()
  const dataset = await opened(folder, [rowOf('Ann left. She ran.', 'Ann left. Ann ran.')])
  let told = 0
  const growth = await Growth.open(
    join(folder, 'grow'),
    () => dataset,
    () => told++,
  )
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await growth.desk.add([])
  vi.runAllTimers()
  expect(told).toBe(1)
  await growth.close()
  await growth.desk.add([])
  vi.runAllTimers()
  expect(told).toBe(1)
})
