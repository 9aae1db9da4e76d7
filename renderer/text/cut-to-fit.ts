/** The longest beginning of a text that is at most `most` wide, with an ellipsis where it was cut; `widthOf` measures, in the same unit. */
export function cutToFit(text: string, most: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= most) return text
  const characters = [...text]
  let fits = 0
  let beyond = characters.length
  while (beyond - fits > 1) {
    const middle = Math.floor((fits + beyond) / 2)
    if (widthOf(`${characters.slice(0, middle).join('')}…`) <= most) fits = middle
    else beyond = middle
  }
  return `${characters.slice(0, fits).join('')}…`
}
