/** Most bytes one frame from the page may have (4 MiB); the longest text of a call is a row of a million characters. */
export const maxFrameBytes = 4 * 1024 * 1024

/** Most bytes of a file that a page may send (512 MiB, as long as V8's longest string). */
export const maxUploadBytes = 512 * 1024 * 1024

/** Most pieces that one frame may come in. */
export const maxFragments = 1024

/** Pages that may be connected at once, of all browsers together. */
export const maxSockets = 64

/** Browsers that may be signed in at once; one more ends the one that was silent longest. */
export const maxSessions = 32

/** Links that may wait at once; one more ends the oldest. */
export const maxLinks = 16

/** Connections to the host at once; more are closed when they come. */
export const maxConnections = 256

/** Most bytes of a question about access (1 KiB). */
export const maxAccessBytes = 1024

/** How long the host waits for those who are slow, in milliseconds. */
export type Patience = {
  /** For the head of a request, from its connection on. */
  readonly head: number
  /** For a whole request, an upload's bytes too. */
  readonly request: number
  /** Between two bytes of a connection that is no socket of a page. */
  readonly silence: number
}

/** What is waited for. */
export const ordinaryPatience: Patience = { head: 10_000, request: 3_600_000, silence: 60_000 }
