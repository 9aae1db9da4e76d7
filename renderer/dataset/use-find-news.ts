import { useEffect, useRef } from 'react'
import type { RowQuery } from '../../electron/shared/dataset'
import { useStore } from '../studio/store'
import { outcomeWords, questionOf } from './found-words'
import type { RowsKnown } from './row-pages'

/** Tells the live region what a query found, once for each question: its rows may become more or fewer under whoever mends them. */
export function useFindNews(query: RowQuery, known: RowsKnown): void {
  const announce = useStore((state) => state.announce)
  const outcome = outcomeWords(query, known)
  const question = questionOf(query)
  const told = useRef(question)
  useEffect(() => {
    if (outcome === null || told.current === question) return
    told.current = question
    announce(outcome)
  }, [outcome, question, announce])
}
