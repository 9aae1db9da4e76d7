import { stat } from 'node:fs/promises'
import { relative } from 'node:path'

/** The publisher under which LM Studio lists what is exported for it: `antecedent/<name>` below its folder. */
export const lmStudioPublisher = 'antecedent'

/**
 * LM Studio's folder of models on this machine: its folder of now, or the one before it where only that is there; null without either.
 * @param places absolute paths, the first that is a folder counts
 */
export async function lmStudioFolder(places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const found = await stat(place).catch(() => null)
    if (found?.isDirectory()) return place
  }
  return null
}

/** What is still to be done about an export in this folder; null where LM Studio looks for models. Absolute paths. */
export function lmStudioNote(folder: string, name: string, places: readonly string[]): string | null {
  if (places.some((place) => relative(place, folder) === '')) return null
  return `LM Studio lists it as soon as ${lmStudioPublisher}/${name} lies in its models folder, which is ~/.lmstudio/models unless it was moved.`
}
