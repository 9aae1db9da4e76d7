import type { OpenDataset } from '../../../../electron/core/datasets/open-dataset'

/** What the row at a place of a dataset is called. */
export async function rowAt({ bench, data }: Pick<OpenDataset, 'bench' | 'data'>, place: number): Promise<number> {
  await data.facts()
  const name = await bench.at(place)
  if (name === null) throw new Error(`The dataset has no row at ${place}.`)
  return name
}
