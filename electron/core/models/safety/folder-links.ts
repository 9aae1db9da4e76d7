import { dirname, sep } from 'node:path'

/**
 * The folders that links of a model folder may lead to, all links in both followed. A snapshot of the Hugging Face cache
 * (`models--owner--name/snapshots/<revision>`) consists of links to the `blobs` of the same repository; any other folder keeps to itself.
 */
export function allowedRoots(root: string): readonly string[] {
  const repository = dirname(dirname(root))
  const isSnapshot = dirname(root).endsWith(`${sep}snapshots`) && /(^|[/\\])models--[^/\\]+$/.test(repository)
  return isSnapshot ? [root, `${repository}${sep}blobs`] : [root]
}

/** Whether a path without links lies in one of these folders. */
export function isInside(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path.startsWith(root.endsWith(sep) ? root : root + sep))
}
