import { z } from 'zod'

/** An id the app made: safe as a path component. */
export const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
