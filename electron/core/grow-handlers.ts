import type { Handlers, ParsedInput } from '../shared/contract'
import { assertNever } from '../shared/errors'
import type { growChannels } from '../shared/grow-channels'
import type { DocumentText } from './documents/document-text'
import { readDocument } from './documents/read-document'
import type { Services } from './handlers'

/** The channels about rows that grow, and what answers them. */
export function growHandlers({ growing, handles, cancellations }: Services): Pick<Handlers, keyof typeof growChannels> {
  const documentOf = async (source: ParsedInput<'grow.draft'>['source']): Promise<Pick<DocumentText, 'name' | 'text'>> =>
    source.from === 'text' ? source : readDocument(handles.path(source.handle))
  return {
    'grow.state': async ({ datasetId }) => (await growing.of(datasetId)).state(),
    'grow.forecastWriting': (input) => growing.forecastWriting(input),
    'grow.forecastDrafting': async ({ source, price, ...asked }) =>
      growing.forecastDrafting({ ...asked, document: await documentOf(source) }, price),
    'grow.write': async (input) => ({ jobId: await growing.write(input) }),
    'grow.draft': async ({ source, ...asked }) => ({ jobId: await growing.draft({ ...asked, document: await documentOf(source) }) }),
    'grow.rename': ({ requestId, datasetId, selection, seed }) =>
      cancellations.during(requestId, (signal) => growing.rename(datasetId, selection, seed, signal)),
    'grow.stop': async ({ datasetId, jobId }) => {
      await (await growing.of(datasetId)).jobs.stop(jobId)
      return {}
    },
    'grow.resume': async ({ datasetId, jobId }) => {
      await growing.resume(datasetId, jobId)
      return {}
    },
    'grow.entries': async ({ datasetId, show, offset, limit }) => (await growing.of(datasetId)).desk.entries(show, offset, limit),
    'grow.decide': async ({ datasetId, id, decision }) => {
      const { desk } = await growing.of(datasetId)
      switch (decision.state) {
        case 'accepted':
          return desk.accept(id)
        case 'edited':
          return desk.edit(id, decision.source, decision.rewrite)
        case 'rejected':
          return desk.reject(id, decision.reason)
        default:
          return assertNever(decision)
      }
    },
    'grow.acceptClean': ({ requestId, datasetId }) =>
      cancellations.during(requestId, async (signal) => ({ accepted: await (await growing.of(datasetId)).desk.acceptClean(signal) })),
    'grow.undo': async ({ datasetId }) => (await growing.of(datasetId)).desk.undo(),
    'grow.setKey': async ({ of, key }) => {
      await growing.setKey(of, key)
      return {}
    },
    'grow.hasKey': async ({ of }) => ({ hasKey: await growing.hasKey(of) }),
    'grow.keysIn': async () => ({ place: growing.keysIn }),
  }
}
