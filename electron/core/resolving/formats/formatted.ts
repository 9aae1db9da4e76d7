import type { ResolveFormat } from '../../../shared/resolve-format'
import { csv } from './csv'
import { htmlPage } from './html-page'
import { json } from './json'
import { plainText } from './plain-text'
import type { ResolvedDocument } from './resolved-document'
import { spacy } from './spacy'

/** Documents as a format has them, whole: what a file holds or a pipe gets. Only `text` does not end with a line end of its own. */
export function formatted(format: ResolveFormat, documents: readonly ResolvedDocument[]): string {
  switch (format) {
    case 'text':
      return plainText(documents)
    case 'json':
      return json(documents)
    case 'csv':
      return csv(documents)
    case 'html':
      return htmlPage(documents)
    case 'spacy':
      return spacy(documents)
  }
}
