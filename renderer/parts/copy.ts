/** What goes to the clipboard: plain text, and perhaps the same with its marks. */
export type Flavours = { readonly text: string; readonly html?: string }

/**
 * Puts text on the clipboard; whether it is there. Where the clipboard's permission is denied, the old command does it, which needs none soon after
 * a click.
 */
export async function copyText({ text, html }: Flavours): Promise<boolean> {
  try {
    const flavours = { 'text/plain': new Blob([text], { type: 'text/plain' }) }
    const marked = html === undefined ? {} : { 'text/html': new Blob([html], { type: 'text/html' }) }
    await navigator.clipboard.write([new ClipboardItem({ ...flavours, ...marked })])
    return true
  } catch {
    return copyByCommand(text, html)
  }
}

function copyByCommand(text: string, html: string | undefined): boolean {
  let isTaken = false
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    event.preventDefault()
    isTaken = event.clipboardData !== null
  }
  document.addEventListener('copy', fill, { once: true, capture: true })
  const done = document.execCommand('copy')
  document.removeEventListener('copy', fill, { capture: true })
  return done && isTaken
}
