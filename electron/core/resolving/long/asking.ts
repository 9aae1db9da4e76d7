import type { Params } from '../../../shared/protocol'
import type { Figures } from '../../../shared/resolution'
import type { PromptTemplate } from '../../rows/prompt-template'
import type { LongSettings } from './resolve-long'

/** Weights that answer, how a text is put to them, and how much of it at once. */
export type Asking = {
  readonly model: string
  readonly adapter: Params<'generate'>['adapter']
  readonly template: PromptTemplate
  readonly settings: LongSettings
}

/** What it costs to ask nothing. */
export const noFigures: Figures = {
  promptTokens: 0,
  promptTokensPerSecond: 0,
  generationTokens: 0,
  generationTokensPerSecond: 0,
  forwardPasses: 0,
  drafted: 0,
  accepted: 0,
  peakMemoryBytes: 0,
  weights: null,
}

/** What several answers cost together: tokens added up, speeds over all of them, the highest peak; null for none. */
export function figuresTogether(all: readonly Figures[]): Figures | null {
  const last = all.at(-1)
  if (!last) return null
  const sum = (of: (figures: Figures) => number) => all.reduce((total, figures) => total + of(figures), 0)
  const speed = (tokens: number, seconds: number) => (seconds > 0 ? tokens / seconds : 0)
  const [promptTokens, generationTokens] = [sum((figures) => figures.promptTokens), sum((figures) => figures.generationTokens)]
  return {
    ...last,
    promptTokens,
    promptTokensPerSecond: speed(
      promptTokens,
      sum((figures) => speed(figures.promptTokens, figures.promptTokensPerSecond)),
    ),
    generationTokens,
    generationTokensPerSecond: speed(
      generationTokens,
      sum((figures) => speed(figures.generationTokens, figures.generationTokensPerSecond)),
    ),
    forwardPasses: sum(({ forwardPasses }) => forwardPasses),
    drafted: sum(({ drafted }) => drafted),
    accepted: sum(({ accepted }) => accepted),
    peakMemoryBytes: Math.max(...all.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  }
}
