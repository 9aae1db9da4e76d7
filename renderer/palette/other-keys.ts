/** Keys that work in one place, and where. */
export type KeyGroup = { readonly where: string; readonly keys: readonly { readonly keys: string; readonly does: string }[] }

/** Those beside the commands of the menu. */
export function otherKeys(mac: boolean): readonly KeyGroup[] {
  const command = mac ? '⌘' : 'Ctrl+'
  return [
    {
      where: 'In the rows of a dataset',
      keys: [
        { keys: '↑ ↓', does: 'Row by row' },
        { keys: 'Page Up, Page Down', does: 'Page by page' },
        { keys: 'Home, End', does: 'The first row, the last row' },
        { keys: mac ? '↩' : 'Enter', does: 'Edit the row' },
        { keys: `${command}A`, does: 'Choose all rows' },
        { keys: mac ? '⌫' : 'Delete', does: 'Remove the chosen rows' },
        { keys: `${command}Z`, does: 'Undo' },
        { keys: mac ? '⇧⌘Z' : 'Ctrl+Shift+Z', does: 'Redo' },
      ],
    },
    {
      where: 'In a rewrite',
      keys: [
        { keys: 'N, P', does: 'To the next change, to the one before' },
        { keys: 'A', does: 'Accept the change' },
        { keys: 'U', does: 'Take the change back' },
        { keys: 'C', does: 'Correct the change' },
      ],
    },
    {
      where: 'In a review of new rows',
      keys: [
        { keys: '↑ ↓', does: 'Candidate by candidate' },
        { keys: 'A', does: 'Accept' },
        { keys: 'R', does: 'Reject' },
        { keys: 'E', does: 'Edit' },
        { keys: 'U', does: 'Take the last decision back' },
      ],
    },
    {
      where: 'On a curve',
      keys: [
        { keys: '← →', does: 'Figure by figure' },
        { keys: '+ −', does: 'Zoom in and out' },
        { keys: 'Escape', does: 'The whole run' },
      ],
    },
  ]
}
