/** A folder's name from a run's: lower case, dashes for what file systems or shells mind. */
export function folderNameOf(runName: string): string {
  const name = runName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 80)
  return name === '' ? 'model' : name
}
