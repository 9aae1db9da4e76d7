import type { GrowEstimate, GrowPrice } from '../../../shared/growing'
import type { Question } from '../asking/large-model'
import type { DraftingOrder } from '../drafting/drafting-order'
import { rewritingQuestion } from './rewriting-question'
import type { WritingOrder } from './writing-order'
import { expectedCharacters, writingQuestion } from './writing-question'

/** English has about this many characters a token; other languages fewer. */
const charactersPerToken = 4
const basis = `Reckoned with ${charactersPerToken} characters a token and sentences of usual length; the server counts otherwise, and a model that thinks before it writes uses more.`

type Reckoning = { readonly requests: number; readonly input: number; readonly output: number }

/** What a writing job would take, before anything is sent. */
export function estimateWriting(
  order: Pick<WritingOrder, 'items' | 'examples' | 'template' | 'secondReading'>,
  price: GrowPrice,
): GrowEstimate {
  const texts = order.items.flatMap(({ rows }) => rows.map(expectedCharacters))
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
  const readAgain = lengthOf(rewritingQuestion('', [], order.template))
  const again: Reckoning = order.secondReading
    ? { requests: texts.length, input: texts.length * readAgain + sum(texts), output: sum(texts) }
    : { requests: 0, input: 0, output: 0 }
  return estimated(
    {
      requests: order.items.length + again.requests,
      input: sum(order.items.map((item) => lengthOf(writingQuestion(item, order)))) + again.input,
      output: sum(texts) + again.output,
    },
    price,
  )
}

/** What a drafting job would take. Only of use where a large model drafts. */
export function estimateDrafting(
  { passages, examples, template }: Pick<DraftingOrder, 'passages' | 'examples' | 'template'>,
  price: GrowPrice,
): GrowEstimate {
  const characters = passages.reduce((all, { text }) => all + text.length, 0)
  const overhead = lengthOf(rewritingQuestion('', examples, template))
  const input = passages.length * overhead + characters
  // Names are longer than pronouns.
  return estimated({ requests: passages.length, input, output: Math.round(characters * 1.1) }, price)
}

function lengthOf({ system, user, shape }: Question): number {
  return system.length + user.length + JSON.stringify(shape).length
}

function estimated({ requests, input, output }: Reckoning, { inputPerMillion, outputPerMillion }: GrowPrice): GrowEstimate {
  const [inputTokens, outputTokens] = [Math.ceil(input / charactersPerToken), Math.ceil(output / charactersPerToken)]
  const cost =
    inputPerMillion === null || outputPerMillion === null
      ? null
      : (inputTokens * inputPerMillion + outputTokens * outputPerMillion) / 1_000_000
  return { requests, inputTokens, outputTokens, cost, basis }
}
