import { onTestFinished } from 'vitest'
import { ModelServer } from '../../../../model-server'

/** A server that stands in for a large model until the test ends. */
export async function startModelServer(): Promise<ModelServer> {
  const server = await ModelServer.start()
  onTestFinished(() => server.stop())
  return server
}
