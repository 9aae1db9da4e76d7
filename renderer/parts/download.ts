/** Hands data to the person as a file: in a browser to its downloads, on a desktop through the system's dialog. */
export function download(name: string, data: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(data)
  link.download = name
  link.click()
  // The download reads the address when it begins, which is after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
