import { htmlText, spacedHtmlText } from '../../pages/html-text'
import { entityHues, hueOf, pageHues, tintOf } from './hues'
import { legendSentences, markSign } from './mark-words'
import { type MarkedPiece, markedPieces } from './marked-pieces'
import type { NumberedEntity } from './numbered-entities'
import type { ResolvedDocument } from './resolved-document'

/**
 * Documents as the HTML that word processors and mail keep when it is pasted: every look is an inline style of an element they know, on a light
 * ground, and line breaks are `<br>`. Struck words are `<s>`, since Word takes `<del>` and `<ins>` for changes to be reviewed.
 */
export function richHtml(documents: readonly ResolvedDocument[]): string {
  return `<meta charset="utf-8">\n${documents.map((document) => section(document, documents.length > 1)).join('\n')}`
}

const small = `font-size:9pt;color:${pageHues.faint.light}`

function section(document: ResolvedDocument, headed: boolean): string {
  const { pieces, entities } = markedPieces(document)
  const legend = entities.list
    .map((entity) => `<span style="${mentionStyle(entity)}">${htmlText(entity.name)}</span><sup>${entity.number}</sup>`)
    .join(', ')
  return [
    ...(headed ? [`<p><b>${htmlText(document.id)}</b></p>`] : []),
    `<p>${pieces.map(marked).join('')}</p>`,
    ...(legend === '' ? [] : [`<p style="${small}">${legend}. ${htmlText(legendSentences.join(' '))}</p>`]),
  ].join('\n')
}

function marked(piece: MarkedPiece): string {
  switch (piece.kind) {
    case 'plain':
      return spacedHtmlText(piece.text)
    case 'mention':
      return span(mentionStyle(piece.entity), piece, piece.text)
    case 'kept':
      return span(underlined(pageHues.faint.light, 'dotted'), piece, piece.text)
    case 'edit': {
      const { before, after, kind } = piece.edit
      const struck =
        before.trim() === '' ? '' : `<s style="color:${pageHues.faint.light};text-decoration:line-through">${spacedHtmlText(before)}</s>`
      if (after === '') return struck
      const style =
        piece.entity !== null
          ? `${mentionStyle(piece.entity)};${raised(hueOfEntity(piece.entity))}`
          : kind === 'newWords'
            ? `${underlined(pageHues.newWords.light, 'wavy')};${raised(pageHues.newWords.light)}`
            : `${underlined(pageHues.changed.light, 'dashed')};font-style:italic`
      return `${struck}${struck === '' || /\s$/.test(before) ? '' : ' '}${span(style, piece, after)}`
    }
  }
}

function span(style: string, piece: MarkedPiece, text: string): string {
  const sign = markSign(piece)
  return `<span style="${style}">${spacedHtmlText(text)}</span>${sign === '' ? '' : `<sup>${sign}</sup>`}`
}

const hueOfEntity = ({ number }: NumberedEntity): string => (entityHues[hueOf(number).number - 1] ?? entityHues[0]).light

const mentionStyle = (entity: NumberedEntity): string => underlined(hueOfEntity(entity), hueOf(entity.number).doubled ? 'double' : 'solid')

/** The line alone for readers that know no more of it, then with its colour and style. */
const underlined = (hue: string, style: string): string =>
  `text-decoration:underline;text-decoration-color:${hue};text-decoration-style:${style}`

const raised = (hue: string): string => `font-weight:bold;background-color:${tintOf(hue, pageHues.background.light)}`
