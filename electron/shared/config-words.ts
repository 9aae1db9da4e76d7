/** What of the model learns where no adapter does: never its embeddings, nor what stands after its last block. */
export function fullWords(layers: number): string {
  return layers === -1 ? 'all weights of its blocks' : `all weights of its last ${layers === 1 ? 'block' : `${layers} blocks`}`
}
