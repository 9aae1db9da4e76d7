import { isUtf8 } from 'node:buffer'
import { isMap, isNode, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { StudioError } from '../../shared/errors'
import { readRegularFile } from '../files/regular-file'
import { looksBinary } from '../workbench/line-index'

/** Largest configuration that is read, in bytes (64 KiB): thirty times what one needs. */
const maxBytes = 64 * 1024
/** Deepest nesting on a line: deeper, and the parser's own regular expressions may bring the process down. */
const maxDepth = 32
/** Most values that aliases may stand for. */
const maxAliases = 100

/** A file's place for a value, lines and columns from 1. */
export type YamlPlace = { readonly file: string; readonly line: number; readonly column: number }

/** A YAML file's map, and where in the file the value at a path of keys stands. */
export type YamlMap = { readonly value: Readonly<Record<string, unknown>>; readonly placeOf: (path: readonly PropertyKey[]) => YamlPlace }

/**
 * Reads a YAML file that holds one map, by YAML 1.1 as mlx-lm's loader does: `1e-5` is a number, `yes` is true. Throws `bad-input`
 * with the line for what is no such file, tags that would run code and aliases that multiply included.
 */
export async function readYamlMap(path: string): Promise<YamlMap> {
  const bytes = await readRegularFile(path, maxBytes)
  if (looksBinary(bytes) || !isUtf8(bytes)) throw noConfiguration(path, 'it is not a text file in UTF-8')
  const text = bytes.toString('utf8')
  if (nestsTooDeep(text)) throw noConfiguration(path, 'its brackets or dashes are nested too deep')
  const lines = new LineCounter()
  const placeAt = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset)
    return { file: path, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const checkKeys = (items: readonly { readonly key: ParsedNode | null }[]) => {
    const odd = items.find(({ key }) => !(isScalar(key) && typeof key.value === 'string'))
    if (odd) throw noConfiguration(path, 'one of its keys is not a word', placeAt(startOf(odd.key)))
  }
  const [document, value] = parsed(path, () => {
    const parsed = parseDocument(text, { version: '1.1', lineCounter: lines, prettyErrors: false, logLevel: 'error' })
    const [fault] = [...parsed.errors, ...parsed.warnings]
    if (fault) throw noConfiguration(path, sentenceOf(fault.message), placeAt(fault.pos[0]))
    if (isMap(parsed.contents)) checkKeys(parsed.contents.items)
    return [parsed, parsed.toJS({ maxAliasCount: maxAliases }) as unknown] as const
  })
  const { contents } = document
  if (!isMap(contents)) throw noConfiguration(path, 'it holds no keys with values')
  return {
    value: value as Readonly<Record<string, unknown>>,
    placeOf: (keys) => {
      for (let length = keys.length; length > 0; length--) {
        const node = document.getIn(keys.slice(0, length), true)
        if (isNode(node) && node.range) return placeAt(node.range[0])
      }
      return placeAt(contents.range[0])
    },
  }
}

/** A parser that meets hostile input may run out of stack, and refuses aliases by throwing. */
function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof RangeError) throw noConfiguration(path, 'it is nested too deep')
    if (error instanceof ReferenceError) throw noConfiguration(path, 'its aliases name nothing, or multiply without end')
    throw error
  }
}

/** Brackets within brackets, and dashes, question marks and colons one behind the other, which nest as well. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth++
    else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1)
    if (depth > maxDepth) return true
  }
  return new RegExp(`(?:[-?:][ \\t]+){${maxDepth + 1},}`).test(text)
}

function startOf(key: ParsedNode | null): number {
  return key?.range[0] ?? 0
}

function sentenceOf(message: string): string {
  const [first = ''] = message.split('\n')
  return `the YAML is broken, “${first.trim().slice(0, 200)}”`
}

function noConfiguration(path: string, why: string, where: YamlPlace = { file: path, line: 1, column: 1 }): StudioError {
  return new StudioError({
    code: 'bad-input',
    message: `This is no training configuration: ${why}.`,
    hint: 'Choose a YAML file with mlx-lm’s keys, such as “learning_rate: 1e-5”.',
    where,
  })
}
