import { createContext, runInContext } from 'node:vm'
import type { TextSearch } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'

/** Milliseconds that a search may take for one stretch of rows before its expression is given up. */
const patience = 2_000

/** A search as an expression that finds every place. Throws `bad-input` for an expression that is none. */
export function expressionOf({ text, regex, matchCase }: TextSearch): RegExp {
  const flags = `gum${matchCase ? '' : 'i'}`
  try {
    return new RegExp(regex ? text : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), flags)
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error)
    throw new StudioError({
      code: 'bad-input',
      message: `That is no regular expression: ${reason}.`,
      hint: 'Mend it, or look for the text as it is.',
    })
  }
}

/** Whether a line can be passed over without parsing it: a plain word stands in JSON as it is, unless the line writes letters as escapes. */
export function cannotHold(search: TextSearch, expression: RegExp): (raw: string) => boolean {
  if (search.regex || !/^[\w .,;:!?'()-]*$/.test(search.text)) return () => false
  return (raw) => {
    expression.lastIndex = 0
    return !raw.includes('\\u') && !expression.test(raw)
  }
}

/**
 * Does work that may run into an expression without end. Throws `bad-input` when it takes too long: then it stood still somewhere in
 * the middle.
 */
export function withPatience(work: () => void): void {
  try {
    runInContext('work()', createContext({ work }), { timeout: patience })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new StudioError({
      code: 'bad-input',
      message: 'The expression takes too long on one of the rows.',
      hint: 'Expressions such as (a+)+ try endlessly many ways; make it simpler.',
    })
  }
}
