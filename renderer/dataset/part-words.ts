import type { DataPart } from '../../electron/shared/dataset'

/** What a part of the data is called. */
export const partWords: Readonly<Record<DataPart, string>> = { train: 'training', valid: 'validation', test: 'test' }
