import { join } from 'node:path'

/** Folders of this machine in which other programs keep models. */
export type ModelPlaces = {
  /** The Hugging Face cache. */
  readonly hub: string
  /** LM Studio's folders: `publisher/model` below them. */
  readonly lmStudio: readonly string[]
}

/**
 * Where models lie by the rules of the programs that put them there: `HF_HUB_CACHE`, else `HF_HOME/hub`, else
 * `XDG_CACHE_HOME/huggingface/hub`, else `~/.cache/huggingface/hub` (https://huggingface.co/docs/hub/local-cache); for LM Studio its
 * folder of now and the one before it.
 * @param home the person's home folder
 */
export function modelPlaces(environment: Readonly<Record<string, string | undefined>>, home: string): ModelPlaces {
  const expanded = (path: string) => (path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path)
  const { HF_HUB_CACHE: cache, HF_HOME: own, XDG_CACHE_HOME: caches } = environment
  const hub = cache || join(own || join(caches || join(home, '.cache'), 'huggingface'), 'hub')
  return { hub: expanded(hub), lmStudio: [join(home, '.lmstudio', 'models'), join(home, '.cache', 'lm-studio', 'models')] }
}
