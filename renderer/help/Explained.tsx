import { useId } from 'react'
import { type TermName, terms } from './terms'
import './help.css'

/** A question mark that explains a word where it stands, and goes away by Escape or a click elsewhere. */
export function Explained({ term }: { readonly term: TermName }) {
  const id = useId()
  const { name, text, picture } = terms[term]
  return (
    <span className="explained">
      <button type="button" popoverTarget={id} aria-label={`What is ${name}?`}>
        ?
      </button>
      <span id={id} popover="auto" role="note" aria-label={name} className="explanation">
        <svg viewBox="0 0 172 88" aria-hidden="true">
          {picture}
        </svg>
        <b>{name}</b>
        <span>{text}</span>
      </span>
    </span>
  )
}
