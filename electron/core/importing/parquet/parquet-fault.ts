import { StudioError } from '../../../shared/errors'
import type { TableBytes } from '../table-source'

/** Why a Parquet file cannot be read: it contradicts itself, it asks for more memory than a file of texts needs, or it uses what is not known here. */
export class ParquetFault extends Error {
  readonly kind: 'damaged' | 'too-large' | 'unsupported'
  constructor(kind: ParquetFault['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

const hints: Readonly<Record<ParquetFault['kind'], string>> = {
  damaged: 'Fetch or write the file again.',
  'too-large': 'Write it again with smaller pages, or as JSONL.',
  unsupported: 'Write it again with snappy or zstd compression and plain or dictionary encoding, or as JSONL.',
}

/** Whatever was thrown while a Parquet file was read, in words; what a library threw means that the file is damaged. */
export function parquetFailure(error: unknown, bytes: TableBytes): StudioError {
  if (error instanceof StudioError) return error
  const kind = error instanceof ParquetFault ? error.kind : 'damaged'
  const message =
    error instanceof ParquetFault ? `${bytes.name} cannot be read: ${error.message}.` : `${bytes.name} is a damaged Parquet file.`
  return new StudioError({ code: 'dataset-unusable', message, hint: hints[kind], where: { ...bytes.where } }, { cause: error })
}
