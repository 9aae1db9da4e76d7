import { resolve } from 'node:path'
import type { OpenAntecedent } from '../../core/antecedent'
import { lookAt } from '../../core/hub/looking'
import { conversionWords } from '../../shared/conversion'
import { StudioError } from '../../shared/errors'
import type { HubModel } from '../../shared/hub'
import { fitOf, fitWords, memoryWords } from '../../shared/memory-words'
import type { ModelInfo, ModelRef } from '../../shared/model'
import type { ModelMemory } from '../../shared/model-memory'
import { bytes } from '../../shared/quantities'
import { type Command, hubNameWord, type Invocation, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { fetchModel } from '../fetching'
import { listedModel, withStudio } from '../studio'
import { convertModel, convertOptions, convertUsage, refuseConvertOptions } from './convert-model'

type Action = (studio: OpenAntecedent, named: string, invocation: Invocation) => Promise<ExitCode>

/** `antecedent models`: what can be trained, and where it comes from. */
export const models: Command = {
  usage: `models [list | look REPO | download REPO | add FOLDER | remove MODEL | ${convertUsage}]`,
  summary:
    'the models of this machine, whether they fit, and those of the Hugging Face Hub: looked at before they are fetched; what came of a download is kept and gone on from; convert packs one into 4 or 8 bits and measures on rows what that cost',
  options: convertOptions,
  run: (invocation) =>
    withStudio<ExitCode>(invocation, async (studio) => {
      const [action = 'list', named, surplus] = invocation.words
      if (action !== 'convert') refuseConvertOptions(invocation)
      if (action === 'list') {
        if (named !== undefined) throw usage(`“${named}” is too much.`)
        return list(studio, invocation)
      }
      const act = Object.hasOwn(actions, action) ? actions[action] : undefined
      if (act === undefined) throw usage(`“models ${action}” is not known.`)
      if (named === undefined) throw usage(action === 'add' ? 'Name a folder.' : 'Name a model.')
      if (surplus !== undefined) throw usage(`“${surplus}” is too much.`)
      return act(studio, named, invocation)
    }),
}

const actions: Readonly<Record<string, Action>> = { look, download, add, remove, convert: convertModel }

async function list({ services }: OpenAntecedent, { output }: Invocation): Promise<ExitCode> {
  const [here, onTheirWay] = [await services.models.list(), services.downloads.list()]
  for (const model of here) output.say(lineOf(model))
  for (const { repo, done, total } of onTheirWay) {
    const came = total === 0 ? 'was begun' : `${bytes(done)} of ${bytes(total)} have come`
    output.say(`${repo}  ${came}: “models download ${repo}” goes on`)
  }
  output.line({ type: 'result', models: here, downloads: onTheirWay })
  return 0
}

async function look({ services }: OpenAntecedent, named: string, { output, signal }: Invocation): Promise<ExitCode> {
  const model = await lookAt(hubNameWord(named), services.looking, signal)
  output.say(lookedLines(model).join('\n'))
  output.line({ type: 'result', model })
  return 0
}

async function download(studio: OpenAntecedent, named: string, invocation: Invocation): Promise<ExitCode> {
  return tell(await fetchModel(studio, hubNameWord(named), invocation), invocation)
}

async function add({ services }: OpenAntecedent, named: string, invocation: Invocation): Promise<ExitCode> {
  return tell(await services.models.addFolder(resolve(named)), invocation)
}

async function remove(studio: OpenAntecedent, named: string, { output }: Invocation): Promise<ExitCode> {
  const { services } = studio
  const waiting = services.downloads.list().find(({ repo }) => repo === named)
  if (waiting !== undefined) await services.downloads.remove(waiting.id)
  else await services.models.forget(await refOf(studio, named))
  output.say(waiting === undefined ? `${named} is out of the list; its files stay where they are.` : `What came of ${named} is gone.`)
  output.line({ type: 'result', removed: named })
  return 0
}

function tell(model: ModelInfo, { output }: Invocation): ExitCode {
  output.say(lineOf(model))
  output.line({ type: 'result', model })
  return 0
}

/** A model of the list. Throws `not-found`. */
async function refOf(studio: OpenAntecedent, named: string): Promise<ModelRef> {
  const found = await listedModel(studio, named)
  if (found) return found
  throw new StudioError({ code: 'not-found', message: `There is no model “${named}”.`, hint: '“antecedent models” lists them.' })
}

function lineOf({ name, architecture, bytes: size, memory, trouble, supported, convertedFrom }: ModelInfo): string {
  if (trouble !== null || memory === null) return `${name}  refused: ${trouble}`
  const origin = convertedFrom === null ? '' : `  ${conversionWords(convertedFrom)}`
  return `${name}  ${architecture}  ${bytes(size)}  ${supported ? roomWords(memory) : 'not known to mlx-lm'}${origin}`
}

function lookedLines(model: HubModel): string[] {
  const { repo, architecture, licence, gated, trouble, memory, files, here, freeBytes, page } = model
  return [
    `${repo}  ${architecture}${model.quantizedBits === null ? '' : `, ${model.quantizedBits} bits`}`,
    `licence  ${licence ?? 'not said'}${gated ? ', only for people whom its publisher lets in' : ''}`,
    `to fetch  ${bytes(model.bytes - here)} in ${files.length} files, ${bytes(freeBytes)} are free`,
    trouble ?? (memory === null ? '' : roomWords(memory)),
    page,
  ].filter((line) => line !== '')
}

function roomWords(memory: ModelMemory): string {
  return `${memoryWords(memory)} (${fitWords[fitOf(memory)]})`
}
