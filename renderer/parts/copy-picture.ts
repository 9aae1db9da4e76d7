import { type Failure, toFailure } from '../../electron/shared/errors'

/**
 * Puts a picture, a PNG that may still be drawn, on the clipboard; must be called in the very click or choice, since browsers ask for one. Gives
 * why it is not there, null where it is.
 */
export async function copyPicture(picture: Promise<Blob>): Promise<Failure | null> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
    return null
  } catch {
    const drawn = await picture.then(() => null, toFailure)
    return drawn ?? { code: 'not-allowed', message: 'The clipboard refused the picture.', hint: 'Save it as a file instead.' }
  }
}
