import { main } from './main'

const interrupt = new AbortController()
// Once only: the second time, a person means now, and the process ends as any other would.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interrupt.abort())
process.exitCode = await main(process.argv.slice(2), process, interrupt)
