/** The least that any reader of such a file does: its lines, each parsed. Prints how many. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let rows = 0
for await (const line of createInterface({ input: createReadStream(process.argv[2] ?? ''), crlfDelay: Number.POSITIVE_INFINITY }))
  if (JSON.parse(line)) rows += 1
process.stdout.write(`${rows}\n`)
