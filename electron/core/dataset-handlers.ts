import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Handlers } from '../shared/contract'
import type { datasetChannels } from '../shared/dataset-channels'
import { StudioError } from '../shared/errors'
import type { Services } from './handlers'
import type { TableSource } from './importing/table-source'
import { rowForPair } from './rows/row-for-pair'
import { configFor } from './training/defaults'

/** The channels about datasets, and what answers them. */
export function datasetHandlers(services: Services): Pick<Handlers, keyof typeof datasetChannels> {
  const { datasets, handles, cancellations, importing, preflighting, rendering } = services
  const bench = (id: string) => datasets.get(id).bench
  const edits = (id: string) => datasets.get(id).edits
  const sourceOf = (source: { from: 'file'; handle: string } | { from: 'text'; text: string }): TableSource =>
    source.from === 'text' ? { ...source, name: 'the pasted text' } : { from: 'file', path: handles.path(source.handle) }
  return {
    'dataset.open': (input) => {
      if (input.from === 'sample') return datasets.openSample(input.name)
      return input.from === 'nothing' ? datasets.make('untitled.jsonl', '') : datasets.openPath(handles.path(input.handle))
    },
    'dataset.inspect': ({ source, choices }) => importing.inspect(sourceOf(source), choices),
    'dataset.import': (input) =>
      cancellations.during(input.requestId, (signal) => importing.import({ ...input, source: sourceOf(input.source) }, signal)),

    'dataset.rows': async ({ datasetId, query, offset, limit }) => bench(datasetId).rows(query, offset, limit),
    'dataset.ids': async ({ datasetId, query, offset, limit }) => ({ ids: await bench(datasetId).ids(query, offset, limit) }),
    'dataset.placeOf': async ({ datasetId, query, id }) => {
      const place = await bench(datasetId).placeOf(query, id)
      return { place: place === -1 ? null : place }
    },
    'dataset.at': async ({ datasetId, place }) => ({ id: await bench(datasetId).at(place) }),
    'dataset.problemFrom': async ({ datasetId, from, direction }) => ({ row: await bench(datasetId).problemFrom(from, direction) }),
    'dataset.row': ({ datasetId, id }) => bench(datasetId).row(id),
    'dataset.tryRow': ({ datasetId, id, raw }) => bench(datasetId).tryRow(id, raw),

    'dataset.typeRow': ({ datasetId, id, raw }) => edits(datasetId).type(id, raw),
    'dataset.typeTurn': ({ datasetId, id, turn, text }) => edits(datasetId).typeTurn(id, turn, text),
    'dataset.revert': async ({ datasetId, selection }) => ({ rows: await edits(datasetId).revert(selection) }),
    'dataset.remove': async ({ datasetId, selection }) => ({ rows: await edits(datasetId).remove(selection) }),
    'dataset.duplicate': async ({ datasetId, selection }) => ({ ids: await edits(datasetId).duplicate(selection) }),
    'dataset.add': async ({ datasetId, lines, after }) => ({ ids: await edits(datasetId).insert(lines, after) }),
    'dataset.addPair': async ({ datasetId, source, rewrite, after }) => {
      const { format, template } = await datasets.get(datasetId).data.facts()
      const [id] = await edits(datasetId).insert([rowForPair(format, template, source, rewrite)], after)
      return { id: id ?? 0 }
    },
    'dataset.assign': async ({ datasetId, selection, part }) => ({ rows: await edits(datasetId).assign(selection, part) }),
    'dataset.mend': async ({ datasetId, code, selection }) => ({ rows: await edits(datasetId).mend(code, selection) }),
    'dataset.previewReplace': ({ requestId, datasetId, selection, replacement }) =>
      cancellations.during(requestId, (signal) => edits(datasetId).previewReplace(selection, replacement, signal)),
    'dataset.replace': async ({ requestId, datasetId, selection, replacement }) => ({
      rows: await cancellations.during(requestId, (signal) => edits(datasetId).replace(selection, replacement, signal)),
    }),
    'dataset.undo': async ({ datasetId }) => ({ label: await edits(datasetId).undo() }),
    'dataset.redo': async ({ datasetId }) => ({ label: await edits(datasetId).redo() }),

    'dataset.save': ({ datasetId, overwrite }) => datasets.save(datasetId, overwrite),
    'dataset.saveAs': async ({ datasetId, folder, name, overwrite }) =>
      datasets.saveAs(datasetId, await placeFor(handles.path(folder), name, overwrite)),
    'dataset.reload': ({ datasetId }) => datasets.reload(datasetId),
    'dataset.close': async ({ datasetId }) => {
      await datasets.close(datasetId)
      return {}
    },

    'dataset.checkSense': async ({ datasetId, wanted }) => {
      await bench(datasetId).checkSense(wanted)
      return {}
    },
    'dataset.measure': async ({ requestId, datasetId, model, longest }) => {
      const config = { ...configFor(model), max_seq_length: longest }
      await cancellations.during(requestId, (signal) =>
        preflighting.measure({ dataset: datasets.get(datasetId), model, config }, requestId, signal),
      )
      return {}
    },
    'dataset.render': async ({ datasetId, id, ...asked }) => {
      const { turns } = await bench(datasetId).row(id)
      return rendering.render(turns, datasets.get(datasetId).summary().format, asked)
    },
    'dataset.split': ({ datasetId, settings }) => datasets.get(datasetId).data.split(settings),
  }
}

/** A file's place in a folder. Throws `bad-input` for a name that is none, `file-exists` where there is one already. */
async function placeFor(folder: string, name: string, overwrite: boolean): Promise<string> {
  const file = /\.[a-z0-9]+$/i.test(name) ? name : `${name}.jsonl`
  if (basename(file) !== file || file.startsWith('.') || /[\\:\0]/.test(file))
    throw new StudioError({
      code: 'bad-input',
      message: `“${name}” is no name for a file.`,
      hint: 'Leave out slashes, colons and a dot at the beginning.',
    })
  const path = join(folder, file)
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory())
    throw new StudioError({ code: 'file-is-folder', message: `${file} is a folder there.`, hint: 'Choose another name.' })
  if (there && !overwrite)
    throw new StudioError({
      code: 'file-exists',
      message: `There is a file ${file} already.`,
      hint: 'Replace it, or choose another name.',
      where: { file: path },
    })
  return path
}
