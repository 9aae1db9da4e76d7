/** A writing job as a process of its own: `node writing-process.js FOLDER ORIGIN`. Begins the job, or goes on with it. */
import { openModel } from '../../../../../../electron/core/growing/asking/open-model'
import { Writing } from '../../../../../../electron/core/growing/writing/writing'
import { orderFor, surroundingsIn } from './job'

const [, , folder = '', origin = ''] = process.argv
const { surroundings, jobFolder } = await surroundingsIn(folder, { atOnce: 1 })
const writing = await Writing.open(jobFolder).catch(() => Writing.begin(jobFolder, orderFor(origin, { secondReading: true })))
const options = { key: process.env.OPENAI_API_KEY ?? null, timeoutMilliseconds: 20_000, onNote: () => undefined, now: () => 0 }
const model = await openModel(writing.order.provider, options)
const outcome = await writing.run(model, surroundings)
process.stdout.write(JSON.stringify(outcome))
