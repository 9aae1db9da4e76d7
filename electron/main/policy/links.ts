/**
 * The addresses that the app ever shows in the person's browser, each by an id. A page, a dataset or a model can name none: whoever wants to
 * open one gives the id.
 */
export const links = {
  mlxLm: { label: 'About mlx-lm', address: 'https://github.com/ml-explore/mlx-lm' },
  mlxModels: { label: 'Models for mlx on Hugging Face', address: 'https://huggingface.co/mlx-community' },
  hubTokens: { label: 'Your Tokens on Hugging Face', address: 'https://huggingface.co/settings/tokens' },
} as const satisfies Record<string, { readonly label: string; readonly address: string }>

export type LinkId = keyof typeof links

/** The ids, in the order in which they are offered. */
export const linkIds = Object.keys(links).filter((id): id is LinkId => Object.hasOwn(links, id))

/** The address behind an id; null for a word that is none, an address included. */
export function addressOf(id: unknown): string | null {
  return typeof id === 'string' && Object.hasOwn(links, id) ? links[id as LinkId].address : null
}
