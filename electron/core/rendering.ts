import type { Output } from '../shared/contract'
import type { Message } from '../shared/dataset'
import { StudioError } from '../shared/errors'
import type { ModelRef } from '../shared/model'
import type { Models } from './models/models'
import type { Engine } from './resolving/engine'
import type { RowFormat } from './rows/row-format'

/** How a row is shown as a model reads it. `longest` in tokens. */
export type RenderRequest = { readonly model: ModelRef; readonly longest: number; readonly maskPrompt: boolean }

/** Shows rows as a model's template and tokenizer make them, by the warm process. */
export class Rendering {
  readonly #models: Models
  readonly #engine: Engine

  constructor(models: Models, engine: Engine) {
    this.#models = models
    this.#engine = engine
  }

  /** A row's text in pieces, with which are learned and which would be cut. Throws `dataset-unusable` where the template refuses it. */
  async render(
    turns: readonly Message[] | null,
    format: RowFormat,
    { model, longest, maskPrompt }: RenderRequest,
  ): Promise<Output<'dataset.render'>> {
    if (turns === null)
      throw new StudioError({ code: 'dataset-unusable', message: 'The row cannot be read, so no model can.', hint: 'Mend it first.' })
    const line = JSON.stringify(format === 'text' ? { text: turns[0]?.content ?? '' } : { messages: turns })
    const folder = this.#models.path(model)
    return this.#engine.with(new AbortController().signal, (sidecar) =>
      sidecar.request('render', { model: folder, line, maxSeqLength: longest, maskPrompt: maskPrompt && format !== 'text' }),
    )
  }
}
