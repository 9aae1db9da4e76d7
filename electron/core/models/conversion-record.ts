import { z } from 'zod'
import { type Conversion, conversion } from '../../shared/conversion'
import { withRegularFile } from '../files/regular-file'
import { parseBounded } from './safety/bounded-json'
import type { FolderFile } from './safety/list-folder'

/** The file of a packed model that says what it was made of. Exports have one of the same name, which says how they were made. */
export const conversionFile = 'antecedent.json'

/** Longest such file that is read, in bytes. */
const maxBytes = 64 * 1024

const record = z.object({
  /** Which form of this file it is. */
  antecedent: z.literal(1),
  converted: conversion,
})

/** The content of that file. */
export function conversionRecord(converted: Conversion, about: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ antecedent: 1, converted, ...about }, null, 2)}\n`
}

/** What a listed model folder was packed from; null where it does not say so, or not in words that can be shown. */
export function conversionOf(files: readonly FolderFile[]): Conversion | null {
  const file = files.find(({ name }) => name === conversionFile)
  if (file === undefined || file.size > maxBytes) return null
  try {
    const json = withRegularFile(file.path, (read, size) => parseBounded(read(0, Math.min(size, maxBytes))))
    return json.ok ? (record.safeParse(json.value).data?.converted ?? null) : null
  } catch {
    return null
  }
}
