import type { Finding } from './finding'

/** A finding with its place in the rewrite, by which findings of both sides are put in order. */
export type Draft = Finding & { readonly at: number }
