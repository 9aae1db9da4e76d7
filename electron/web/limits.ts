/** Most bytes one frame from the page may have (4 MiB); the longest text of a call is a row of a million characters. */
export const maxFrameBytes = 4 * 1024 * 1024

/** Most bytes of a file that a page may send (512 MiB, as long as V8's longest string). */
export const maxUploadBytes = 512 * 1024 * 1024
