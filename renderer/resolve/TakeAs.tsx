import type { Failure } from '../../electron/shared/errors'
import { fileKind, type ResolveFormat, resolveFormat } from '../../electron/shared/resolve-format'
import { copyText } from '../parts/copy'
import { download } from '../parts/download'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import type { Decided } from './decisions'
import { resolvedTextOf } from './resolved-text'

type Props = {
  readonly source: string
  readonly left: Decided
  /** It did not work, and why; null once it is tried again. */
  readonly onFailure: (failure: Failure | null) => void
}

const words: Readonly<Record<ResolveFormat, string>> = {
  text: 'Text file',
  json: 'JSON: edits and entities',
  csv: 'CSV: a line an edit',
  html: 'HTML: a page to read',
  spacy: 'spaCy Doc',
}

const refused: Failure = { code: 'not-allowed', message: 'The clipboard refused the text.', hint: 'Take it along as a file instead.' }

/** The rewrite with its marks on the clipboard, or as a file of a format. */
export function TakeAs({ source, left, onFailure }: Props) {
  const announce = useStore((state) => state.announce)
  const take = async (value: string) => {
    const text = resolvedTextOf(useStore.getState(), source, left)
    if (text === null) return
    onFailure(null)
    if (value === 'marks') {
      const answer = await request('text.clipboard', { texts: [text] })
      if (!answer.ok) return onFailure(answer.failure)
      return (await copyText(answer.value)) ? announce('Copied with its marks.') : onFailure(refused)
    }
    const format = resolveFormat.parse(value)
    const answer = await request('text.format', { format, texts: [text] })
    if (!answer.ok) return onFailure(answer.failure)
    const { extension, mediaType } = fileKind(format, 1)
    download(`resolved.${extension}`, new Blob([answer.value.content], { type: mediaType }))
  }
  return (
    <select aria-label="Take along as" value="" onChange={(event) => void take(event.target.value)}>
      <option value="" disabled>
        Take along…
      </option>
      <option value="marks">Copy with its marks</option>
      {resolveFormat.options.map((format) => (
        <option key={format} value={format}>
          {words[format]}
        </option>
      ))}
    </select>
  )
}
