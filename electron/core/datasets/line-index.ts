/** Where one line lies in a file's bytes; `end` leaves out the line break (LF, or CR LF). */
export type Line = { readonly start: number; readonly end: number }

/** The byte order mark of UTF-8. */
export const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf])

/** The lines of a file. A last line break ends the last line and starts no other. */
export function indexLines(bytes: Uint8Array): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start)
    const next = feed === -1 ? bytes.length : feed
    const end = next > start && bytes[next - 1] === 0x0d && feed !== -1 ? next - 1 : next
    lines.push({ start, end })
    start = next + 1
  }
  return lines
}

/** Whether the first bytes look like no text at all: a NUL among the first 8 KiB, UTF-16 included. */
export function looksBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0)
}
