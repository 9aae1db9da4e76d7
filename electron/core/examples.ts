import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type ExampleText, exampleText } from '../shared/resolution'

/** The texts that the Resolve screen offers. Throws when the file of the app itself is broken. */
export async function readExamples(path: string): Promise<readonly ExampleText[]> {
  return z.array(exampleText).parse(JSON.parse(await readFile(path, 'utf8')))
}
