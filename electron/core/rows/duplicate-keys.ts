import type { Node } from 'jsonc-parser'

/** Members whose name stands again later in the same object: JSON keeps the last, other tools the first. */
export function earlierDuplicates(tree: Node | undefined): readonly Node[] {
  if (!tree) return []
  const children = tree.children ?? []
  if (tree.type !== 'object') return children.flatMap(earlierDuplicates)
  const names = children.map(({ children: parts }) => parts?.[0]?.value as string | undefined)
  const earlier = children.filter((_, place) => names.lastIndexOf(names[place]) !== place)
  return [...earlier, ...children.flatMap(({ children: parts }) => earlierDuplicates(parts?.[1]))]
}
