import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { answerCall } from '../../../../electron/core/answer-call'
import { openAntecedent } from '../../../../electron/core/antecedent'
import { headlessShell } from '../../../../electron/core/options'
import type { AppEvent, Channel, Input, Output } from '../../../../electron/shared/contract'
import { StudioError } from '../../../../electron/shared/errors'
import { noHub, noModelPlaces } from './no-model-places'

/** The app on a home, with a Python of the test's own or none; closed when the test ends. `call` is what a window does, and throws what it is refused. */
export async function openedApp(home: string, engine = { python: 'none', sidecar: 'none' }) {
  const studio = await openAntecedent({
    home,
    assets: resolve(import.meta.dirname, '../../../../assets'),
    ...engine,
    datasetWorker: null,
    modelPlaces: noModelPlaces,
    hub: noHub,
    version: '0.0.0',
    shell: headlessShell,
  })
  onTestFinished(() => studio.close())
  const heard: AppEvent[] = []
  studio.subscribe((events) => heard.push(...events))
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const answer = await answerCall(studio.handlers, channel, input, (error) => {
      throw error
    })
    if (!answer.ok) throw new StudioError(answer.failure)
    return answer.value as Output<C>
  }
  return { studio, call, heard }
}
