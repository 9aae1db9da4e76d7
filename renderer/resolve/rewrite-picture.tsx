import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { type Failure, StudioError } from '../../electron/shared/errors'
import { painted } from '../parts/painted'
import { pngOf } from '../parts/png-of'
import { type AnswerToShow, BeforeAndAfter } from './BeforeAndAfter'

/** Pixels of the picture for each one that is laid out. */
const density = 2

const tooLong: Failure = {
  code: 'text-too-long',
  message: 'The text is too long for one picture.',
  hint: 'Take it along as a page instead.',
}

/** A text before and after as a PNG: on a light ground, as high as the text needs. Throws `text-too-long` where no canvas is. */
export async function rewritePicture(answer: AnswerToShow): Promise<Blob> {
  const ground = document.createElement('div')
  ground.className = `light-ground rewrite-picture${answer.rewrites.length > 1 ? ' both' : ''}`
  ground.inert = true
  document.body.append(ground)
  const root = createRoot(ground)
  try {
    flushSync(() => root.render(<BeforeAndAfter {...answer} />))
    const picture = painted(ground, density)
    if (picture === null) throw new StudioError(tooLong)
    return await pngOf(picture)
  } finally {
    root.unmount()
    ground.remove()
  }
}
