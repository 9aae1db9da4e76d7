import type { ModelInfo } from '../../../electron/shared/model'

/** A model as the window hears of it; the demo model, unless something is changed. */
export function modelInfo(changes: Partial<ModelInfo> = {}): ModelInfo {
  return {
    ref: { kind: 'demo' },
    name: 'Demo',
    architecture: 'llama',
    bytes: 1,
    layers: 1,
    quantizedBits: null,
    location: '/m',
    source: 'demo',
    supported: true,
    trouble: null,
    memory: { run: { bytes: 1, verdict: 'fits' }, train: { bytes: 3, verdict: 'fits' }, trainSparingly: { bytes: 2, verdict: 'fits' } },
    convertedFrom: null,
    ...changes,
  }
}
