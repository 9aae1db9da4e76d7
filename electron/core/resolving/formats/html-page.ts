import { counted } from '../../../shared/quantities'
import { asWritten, type Html, html } from '../../pages/html'
import { standalonePage } from '../../pages/standalone-page'
import { garbledWords } from './garbled'
import { hueOf } from './hues'
import { answeredBy, cutAnswers, legendSentences, markSign, markTitle, resolvedCount } from './mark-words'
import { type MarkedPiece, markedPieces } from './marked-pieces'
import type { NumberedEntity } from './numbered-entities'
import { pageStyle } from './page-style'
import type { ResolvedDocument } from './resolved-document'

/**
 * Documents as one page that needs nothing else: marks by entity, what was replaced struck beside it, a legend for each. It runs no script and
 * loads nothing, follows the reader's light or dark, and tells nothing by colour alone.
 */
export function htmlPage(documents: readonly ResolvedDocument[]): string {
  const title = documents.length === 1 ? (documents[0]?.id ?? '') : `${documents.length} resolved texts`
  const body = html`<main>
<h1>Resolved references</h1>
${documents.map(article)}
</main>
<footer>${legendSentences.map((sentence) => html`<p>${sentence}</p>`)}</footer>`
  return standalonePage(html`${title === '' ? 'Resolved text' : title}`, pageStyle, body)
}

function article(document: ResolvedDocument, place: number): Html {
  const { pieces, entities } = markedPieces(document)
  const heading = `document-${place + 1}`
  const cut = cutAnswers(document)
  const garbled = garbledWords(document)
  const by = answeredBy(document)
  const facts = [
    `${counted(resolvedCount(document), 'reference')} resolved${by === '' ? '' : ` by ${by}`}.`,
    ...(cut === null ? [] : [cut]),
    ...(garbled === null ? [] : [garbled]),
  ]
  const legend = entities.list.length === 0 ? [] : [html`\n<ul class="legend" aria-label="Entities">${entities.list.map(legendItem)}</ul>`]
  return html`<article aria-labelledby="${heading}">
<h2 id="${heading}" dir="auto">${asWritten(document.id === '' ? `Text ${place + 1}` : document.id)}</h2>
<p class="facts">${asWritten(facts.join(' '))}</p>
<div class="text" dir="auto">${pieces.map(marked)}</div>${legend}
</article>`
}

function legendItem(entity: NumberedEntity): Html {
  const rewritten = entity.mentions.filter(({ edit }) => edit !== null).length
  return html`<li><mark class="${entityClass(entity)}">${asWritten(entity.name)}</mark><sup>${entity.number}</sup>, ${rewritten} of ${entity.mentions.length} mentions rewritten</li>`
}

function marked(piece: MarkedPiece): Html {
  switch (piece.kind) {
    case 'plain':
      return asWritten(piece.text)
    case 'mention':
      return element('mark', entityClass(piece.entity), piece, piece.text)
    case 'kept':
      return element('mark', 'kept', piece, piece.text)
    case 'edit': {
      const { before, after, kind } = piece.edit
      const className = piece.entity !== null ? entityClass(piece.entity) : kind === 'newWords' ? 'new-words' : 'changed'
      const struck = before.trim() === '' ? [] : [html`<del>${asWritten(before)}</del>`]
      if (after === '') return html`${struck}`
      const gap = struck.length === 0 || /\s$/.test(before) ? '' : ' '
      return html`${struck}${gap}${element('ins', className, piece, after)}`
    }
  }
}

function element(name: 'mark' | 'ins', className: string, piece: Exclude<MarkedPiece, { readonly kind: 'plain' }>, text: string): Html {
  const sign = markSign(piece)
  return html`<${name} class="${className}" title="${asWritten(markTitle(piece))}">${asWritten(text)}</${name}>${sign === '' ? [] : [html`<sup>${sign}</sup>`]}`
}

function entityClass({ number }: NumberedEntity): string {
  const hue = hueOf(number)
  return `e${hue.number}${hue.doubled ? ' doubled' : ''}`
}
