/** What a file that was dropped or opened from outside is for, by its name: `.yml` and `.yaml` are training configurations. */
export function purposeOf(name: string): 'dataset' | 'config' {
  return /\.ya?ml$/i.test(name) ? 'config' : 'dataset'
}
