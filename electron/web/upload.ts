import type { IncomingMessage } from 'node:http'
import type { Antecedent } from '../core/antecedent'
import type { Answer, LocatedFile } from '../shared/contract'
import { StudioError, toFailure } from '../shared/errors'
import { maxUploadBytes } from './limits'

/** Takes a dropped file's bytes from a request and answers with its handle. Never rejects. */
export async function receiveUpload(
  request: IncomingMessage,
  name: string,
  antecedent: Pick<Antecedent, 'receiveUpload'>,
  log: (error: unknown) => void,
  limit = maxUploadBytes,
): Promise<Answer<LocatedFile>> {
  try {
    if (name === '' || name.length > 255) throw new StudioError({ code: 'bad-input', message: 'The file’s name is empty or too long.' })
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
    return { ok: true, value: await antecedent.receiveUpload(name, bounded(request, limit)) }
  } catch (error) {
    if (!(error instanceof StudioError)) log(error)
    return { ok: false, failure: toFailure(error) }
  }
}

async function* bounded(request: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let received = 0
  for await (const piece of request) {
    received += piece.byteLength
    if (received > limit) throw tooLarge(limit)
    yield piece
  }
}

function tooLarge(limit: number): StudioError {
  const mebibytes = Math.floor(limit / (1024 * 1024))
  return new StudioError({
    code: 'file-too-large',
    message: `The file is larger than ${mebibytes} MiB.`,
    hint: 'Split it, or open it by its path.',
  })
}
