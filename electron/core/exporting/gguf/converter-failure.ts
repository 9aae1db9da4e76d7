import { type ErrorCode, StudioError } from '../../../shared/errors'
import type { ConverterEnd } from './converter-process'

/** How many of its last lines are shown, and how long each may be. */
const shown = { lines: 6, letters: 200 }

type Signature = { readonly code: ErrorCode; readonly words: RegExp; readonly message: (found: string) => string; readonly hint: string }

/** What the converter says where it cannot go on, and what that means. The first that fits counts. */
const signatures: readonly Signature[] = [
  {
    code: 'python-missing',
    words: /No module named ['"]?([\w.]+)/,
    message: (module) => `The Python that runs the converter lacks “${module}”.`,
    hint: 'Install what stands in llama.cpp’s requirements for its converter, or name a Python that has it: antecedent settings gguf-python PATH.',
  },
  {
    code: 'model-invalid',
    words: /Model ([\w.-]+) is not supported/,
    message: (architecture) => `llama.cpp’s converter does not know the architecture ${architecture}.`,
    hint: 'A newer llama.cpp may know it.',
  },
  {
    code: 'model-invalid',
    words: /(pre-tokenizer was not recognized)/,
    message: () => 'llama.cpp’s converter does not know how the tokenizer of this model divides a text.',
    hint: 'It knows those of common models; a newer llama.cpp may know this one.',
  },
  {
    code: 'model-invalid',
    words: /Can not map tensor ['"]?([\w.]+)/,
    message: (tensor) => `llama.cpp’s converter does not know what the weights “${tensor}” are.`,
    hint: 'A newer llama.cpp may know them.',
  },
  {
    code: 'disk-full',
    words: /(No space left on device|Disk quota exceeded)/,
    message: () => 'There was no room left on the disk for the GGUF.',
    hint: 'Free some space and try again.',
  },
]

/** Why a conversion failed, in words, with the converter's last lines in the hint. */
export function conversionFailure(end: ConverterEnd): StudioError {
  for (const { code, words, message, hint } of signatures) {
    const [, found] = words.exec(end.words) ?? []
    if (found !== undefined) return new StudioError({ code, message: message(found), hint: withLastWords(hint, end.words) })
  }
  const how = end.signal === null ? `ended with code ${end.code}` : `was ended by ${end.signal}, which systems do when memory runs out`
  return new StudioError({
    code: 'conversion-failed',
    message: `llama.cpp’s converter ${how}.`,
    hint: withLastWords('The log of the run has all of what it said.', end.words),
  })
}

/** A hint and what was said last; the hint alone where nothing was said. */
export function withLastWords(hint: string, words: string): string {
  const lines = lastLines(words)
  return lines.length === 0 ? hint : `${hint} It said last:\n${lines.join('\n')}`
}

/** The last lines that say something, without what only moves a cursor or colours a terminal. */
function lastLines(words: string): readonly string[] {
  return words
    .split(/[\r\n]+/)
    .map((line) =>
      line
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
        .replace(/\u001b\[[0-9;?]*[A-Za-z]|\p{Cc}/gu, '')
        .trimEnd(),
    )
    .filter((line) => line.trim() !== '')
    .slice(-shown.lines)
    .map((line) => (line.length > shown.letters ? `${line.slice(0, shown.letters - 1)}…` : line))
}
