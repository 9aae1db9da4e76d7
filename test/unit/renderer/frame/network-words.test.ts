import { expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import { networkWords } from '../../../../renderer/frame/network-words'
import { run } from '../figures'

const quiet = { running: null, looking: false, fetchingFrom: [], uploading: false, askedHosts: [], offline: false, mac: true }
const shared = run('a', { workers: 3 })
const reported = run('a', { config: trainingConfig.parse({ report_to: 'wandb' }) })

it.each([
  ['nothing runs', {}, 'Nothing leaves this Mac'],
  ['nothing may', { offline: true }, 'Nothing leaves this Mac · set to stay offline'],
  ['a run trains here', { running: run('a') }, 'Nothing leaves this Mac'],
  ['a model of the Hub is looked at', { looking: true }, 'Asking the Hub about a model'],
  ['a model is fetched', { fetchingFrom: ['huggingface.co'] }, 'Downloading from huggingface.co'],
  ['two are', { fetchingFrom: ['huggingface.co', 'mirror.example.org'] }, 'Downloading from huggingface.co and mirror.example.org'],
  ['an export is uploaded', { uploading: true }, 'Uploading an export, as you asked'],
  ['a run trains on several machines', { running: shared }, 'Shared with 3 machines of the hostfile'],
  ['a run sends its curves', { running: reported }, 'Curves go to Weights & Biases, as the run was asked to'],
  ['a large model is asked', { askedHosts: ['api.openai.com'] }, 'Texts go to api.openai.com, as you asked'],
  [
    'several of these',
    { running: shared, fetchingFrom: ['huggingface.co'] },
    'Downloading from huggingface.co · Shared with 3 machines of the hostfile',
  ],
] as const)('says where data goes: %s', (_, going, words) => {
  expect(networkWords({ ...quiet, ...going })).toBe(words)
})

it('calls a machine that is no Mac a machine', () => {
  expect(networkWords({ ...quiet, mac: false })).toBe('Nothing leaves this machine')
})
