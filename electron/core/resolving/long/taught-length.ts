import { open } from 'node:fs/promises'
import { z } from 'zod'
import { message } from '../../../shared/dataset'
import { parsedOrNull } from '../../files/parsed-or-null'
import { lastOf, type PromptTemplate, withoutInstruction } from '../../rows/prompt-template'
import { estimatedTokens } from './measures'

/** Bytes of the rows that are looked at. */
const lookedAt = 4 * 1024 * 1024
/** Share of the texts that are not longer: one that stands out teaches little. */
const share = 0.98

const row = z.union([
  z.object({ messages: z.array(message) }).transform(({ messages }) => lastOf(messages, 'user')),
  z.object({ prompt: z.string() }).transform(({ prompt }) => prompt),
])

/**
 * How long the longest of the texts are that a run was taught on, in estimated tokens, by the first of its rows; null where that is not known.
 */
export async function taughtLength(trainFile: string, template: PromptTemplate): Promise<number | null> {
  const head = await headOf(trainFile).catch(() => '')
  const lengths = head.split('\n').flatMap((line) => {
    const parsed = row.safeParse(parsedOrNull(line))
    return parsed.success && parsed.data !== null ? [estimatedTokens(withoutInstruction(parsed.data, template))] : []
  })
  return lengths.toSorted((a, b) => a - b)[Math.floor(share * (lengths.length - 1))] ?? null
}

async function headOf(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(lookedAt), 0, lookedAt, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
