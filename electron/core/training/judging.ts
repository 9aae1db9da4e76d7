import { join } from 'node:path'
import { z } from 'zod'
import { message } from '../../shared/dataset'
import type { Params } from '../../shared/protocol'
import { readJsonLines } from '../files/json-lines'
import { answerLimit } from '../resolving/long/measures'
import { readTemplate } from '../resolving/resolving'
import type { RunFiles } from '../runs/run-files'
import { scorecard, scoreExample } from '../scoring/score'
import { type HeldOut, heldOut } from './run-data'

/** What is rewritten at each validation, and how the rewrites are judged. */
export type Panel = {
  readonly prompts: NonNullable<Params<'train'>['judge']>
  /** Mention F1 of the rewrites, in the order of the prompts. */
  readonly verdict: (answers: readonly string[]) => number
}

const chat = z.object({ messages: z.array(message).min(2) })

/** The first rows of a run's validation part as a panel; null where they cannot be judged: text rows, or none with a mention in it. */
export async function panelOf(files: Pick<RunFiles, 'data' | 'prompt'>, rows: number): Promise<Panel | null> {
  const lines = (await readJsonLines(join(files.data, 'valid.jsonl'), z.unknown())).slice(0, rows)
  const chats = lines.flatMap((line) => chat.safeParse(line).data ?? [])
  if (chats.length === 0 || chats.length < lines.length || chats.some(({ messages }) => messages.at(-1)?.role !== 'assistant')) return null
  const template = await readTemplate(files.prompt)
  return panel(chats.map(({ messages }) => heldOut(messages, template)))
}

/** Rows as a panel; null where no reference in them is to be resolved. */
export function panel(rows: readonly HeldOut[]): Panel | null {
  const score = (answers: readonly string[]) =>
    scorecard(rows.map(({ source, gold }, row) => scoreExample({ source, gold, output: (answers[row] ?? '').trim() })))
  if (score(rows.map(({ source }) => source)).mentions === 0) return null
  return {
    prompts: rows.map(({ prompt, source }) => ({ messages: [...prompt], maxTokens: answerLimit(source) })),
    verdict: (answers) => score(answers).f1,
  }
}
