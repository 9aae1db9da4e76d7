import type { Failure } from '../../electron/shared/errors'

/**
 * Puts a picture, a PNG that may still be drawn, on the clipboard; must be called in the very click, since browsers ask for one. Gives why it is not
 * there, null where it is.
 */
export async function copyPicture(picture: Promise<Blob>): Promise<Failure | null> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
    return null
  } catch {
    const drawn = await picture.then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    if (drawn !== null) return { code: 'internal', message: drawn }
    return { code: 'not-allowed', message: 'The clipboard refused the picture.', hint: 'Save it as a file instead.' }
  }
}
