import { expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import { networkWords } from '../../../../renderer/frame/network-words'
import { run } from '../figures'

const downloading = run('a', {
  state: { state: 'running', phase: 'downloading', step: 0, totalSteps: 0, startedAt: '2026-01-01T00:00:00Z' },
})
const shared = run('a', { workers: 3 })
const reported = run('a', { config: trainingConfig.parse({ report_to: 'wandb' }) })

it.each([
  ['nothing runs', null, false, [], 'Nothing leaves this Mac'],
  ['a run trains here', run('a'), false, [], 'Nothing leaves this Mac'],
  ['a run fetches its model', downloading, false, [], 'Downloading from Hugging Face'],
  ['a model is fetched by itself', null, true, [], 'Downloading from Hugging Face'],
  ['a run trains on several machines', shared, false, [], 'Shared with 3 machines of the hostfile'],
  ['a run sends its curves', reported, false, [], 'Curves go to Weights & Biases, as the run was asked to'],
  ['a large model is asked', null, false, ['api.openai.com'], 'Texts go to api.openai.com, as you asked'],
  ['several of these', shared, true, [], 'Downloading from Hugging Face · Shared with 3 machines of the hostfile'],
] as const)('says where data goes: %s', (_, running, fetching, hosts, words) => {
  expect(networkWords(running, fetching, hosts, true)).toBe(words)
})

it('calls a machine that is no Mac a machine', () => {
  expect(networkWords(null, false, [], false)).toBe('Nothing leaves this machine')
})
