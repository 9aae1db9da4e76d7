import { garbledWords } from './garbled'
import { htmlText } from './html-text'
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
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${htmlText(title === '' ? 'Resolved text' : title)}</title>`,
    `<style>\n${pageStyle}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<h1>Resolved references</h1>',
    ...documents.map(article),
    '</main>',
    `<footer>${legendSentences.map((sentence) => `<p>${htmlText(sentence)}</p>`).join('')}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function article(document: ResolvedDocument, place: number): string {
  const { pieces, entities } = markedPieces(document)
  const heading = `document-${place + 1}`
  const cut = cutAnswers(document)
  const garbled = garbledWords(document)
  const by = answeredBy(document)
  const count = resolvedCount(document)
  const facts = [
    `${count} ${count === 1 ? 'reference' : 'references'} resolved${by === '' ? '' : ` by ${by}`}.`,
    ...(cut === null ? [] : [cut]),
    ...(garbled === null ? [] : [garbled]),
  ]
  return [
    `<article aria-labelledby="${heading}">`,
    `<h2 id="${heading}" dir="auto">${htmlText(document.id === '' ? `Text ${place + 1}` : document.id)}</h2>`,
    `<p class="facts">${htmlText(facts.join(' '))}</p>`,
    `<div class="text" dir="auto">${pieces.map(marked).join('')}</div>`,
    ...(entities.list.length === 0 ? [] : [`<ul class="legend" aria-label="Entities">${entities.list.map(legendItem).join('')}</ul>`]),
    '</article>',
  ].join('\n')
}

function legendItem(entity: NumberedEntity): string {
  const rewritten = entity.mentions.filter(({ edit }) => edit !== null).length
  return `<li><mark class="${entityClass(entity)}">${htmlText(entity.name)}</mark><sup>${entity.number}</sup>, ${rewritten} of ${entity.mentions.length} mentions rewritten</li>`
}

function marked(piece: MarkedPiece): string {
  switch (piece.kind) {
    case 'plain':
      return htmlText(piece.text)
    case 'mention':
      return element('mark', entityClass(piece.entity), piece, piece.text)
    case 'kept':
      return element('mark', 'kept', piece, piece.text)
    case 'edit': {
      const { before, after, kind } = piece.edit
      const className = piece.entity !== null ? entityClass(piece.entity) : kind === 'newWords' ? 'new-words' : 'changed'
      const struck = before.trim() === '' ? '' : `<del>${htmlText(before)}</del>`
      if (after === '') return struck
      return `${struck}${struck === '' || /\s$/.test(before) ? '' : ' '}${element('ins', className, piece, after)}`
    }
  }
}

function element(name: 'mark' | 'ins', className: string, piece: Exclude<MarkedPiece, { readonly kind: 'plain' }>, text: string): string {
  const sign = markSign(piece)
  return `<${name} class="${className}" title="${htmlText(markTitle(piece))}">${htmlText(text)}</${name}>${sign === '' ? '' : `<sup>${sign}</sup>`}`
}

function entityClass({ number }: NumberedEntity): string {
  const hue = hueOf(number)
  return `e${hue.number}${hue.doubled ? ' doubled' : ''}`
}
