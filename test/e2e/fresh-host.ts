import { type Host, hostOn, test as shared } from './host'

/** Tests whose host begins with an empty home, or with what `prepare` lays into it; other files' tests share one. */
export function withFreshHost(prepare: (home: string) => Promise<void> = async () => {}) {
  return shared.extend<object, { host: Host }>({ host: hostOn(prepare) })
}
