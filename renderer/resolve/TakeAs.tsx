import { type Failure, toFailure } from '../../electron/shared/errors'
import { fileKind, type ResolveFormat, resolveFormat } from '../../electron/shared/resolve-format'
import { copyText } from '../parts/copy'
import { copyPicture } from '../parts/copy-picture'
import { download } from '../parts/download'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import { answerToShow } from './answer-to-show'
import type { Decided } from './decisions'
import { resolvedTextOf } from './resolved-text'
import { useAnswererName } from './use-answerer-name'

type Props = {
  /** The rewrite as the person left it; null before there is one. */
  readonly left: Decided | null
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

/** The rewrite with its marks or as a picture on the clipboard, or as a file of a format. */
export function TakeAs({ left, onFailure }: Props) {
  const announce = useStore((state) => state.announce)
  const nameOf = useAnswererName()
  const takePicture = async (left: Decided, way: 'copy' | 'save') => {
    const answer = answerToShow(useStore.getState(), left, nameOf)
    if (answer === null) return
    const picture = import('./rewrite-picture').then(({ rewritePicture }) => rewritePicture(answer))
    if (way === 'save') {
      return picture.then(
        (png) => download('resolved.png', png),
        (error: unknown) => onFailure(toFailure(error)),
      )
    }
    const failure = await copyPicture(picture)
    return failure === null ? announce('Copied as a picture.') : onFailure(failure)
  }
  const take = async (value: string) => {
    if (left === null) return
    onFailure(null)
    if (value === 'picture') return takePicture(left, 'copy')
    if (value === 'picture-file') return takePicture(left, 'save')
    const text = resolvedTextOf(useStore.getState(), left)
    if (text === null) return
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
    <select aria-label="Take along as" disabled={left === null} value="" onChange={(event) => void take(event.target.value)}>
      <option value="" disabled>
        Take along…
      </option>
      <option value="marks">Copy with its marks</option>
      <option value="picture">Copy as a picture</option>
      <option value="picture-file">Save as a picture</option>
      {resolveFormat.options.map((format) => (
        <option key={format} value={format}>
          {words[format]}
        </option>
      ))}
    </select>
  )
}
