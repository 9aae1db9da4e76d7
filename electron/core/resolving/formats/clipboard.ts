import type { ClipboardFlavours } from '../../../shared/resolve-format'
import { plainText } from './plain-text'
import type { ResolvedDocument } from './resolved-document'
import { richHtml } from './rich-html'

/** What is put on the clipboard for documents: the resolved texts alone, and the same with their marks for what can show them. */
export function clipboardFlavours(documents: readonly ResolvedDocument[]): ClipboardFlavours {
  return { text: plainText(documents), html: richHtml(documents) }
}
