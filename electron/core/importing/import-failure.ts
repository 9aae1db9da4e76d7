import { StudioError } from '../../shared/errors'
import type { TableFormat } from '../../shared/importing'
import { parquetFailure } from './parquet/parquet-fault'
import type { TableBytes } from './table-source'

/** Whatever was thrown while a table was read, in words, with the file. */
export function importFailure(error: unknown, kind: TableFormat['kind'], bytes: TableBytes): StudioError {
  if (kind === 'parquet') return parquetFailure(error, bytes)
  if (error instanceof StudioError) {
    if (error.failure.where?.file !== undefined || bytes.path === null || error.failure.code === 'cancelled') return error
    return new StudioError({ ...error.failure, where: { ...error.failure.where, file: bytes.path } }, { cause: error })
  }
  return new StudioError(
    {
      code: 'dataset-unusable',
      message: `${bytes.name} could not be read.`,
      hint: 'Look at it in another program, and save it again.',
      where: { ...bytes.where },
    },
    { cause: error },
  )
}
