const english = new Set(
  (
    'the of and to is was that for it with as his her he she they be at by had not are but from or have this were which their has been its who will would said an ' +
    'there when after about after into than them then could we you your my what if so did does i before because while over during'
  ).split(' '),
)
const foreign = new Set(
  // German, Dutch, Scandinavian
  (
    'der das den dem des und ist nicht mit ein eine einen einer auf von zu sich auch wird sie er wurde het een van zijn niet dat voor maar ook och att det som på är inte og ikke til ' +
    // French, Spanish, Portuguese, Italian
    'de en le les des une est dans pour pas qui que sur avec il elle sont été el los las una del por con para como pero su sus lo está fue o os uma não em do da na ele ela foi ' +
    'di che gli della per più nel sono era è ha non ' +
    // Polish, Czech, Turkish, Indonesian
    'nie jest się na że w z jak ale ve bir bu için ile yang dan ini itu dengan untuk tidak'
  ).split(' '),
)
const samples = 400
const longest = 4_000

/**
 * Whether a text is English, told by its script and its commonest words. Short texts count as English unless most of their letters are of
 * another script or their words are another language's.
 */
export function isEnglish(text: string): boolean {
  const start = text.slice(0, longest)
  if (/[^\u0020-\u024f\u2010-\u203a\s]/.test(start)) {
    const letters = start.match(/\p{L}/gu)?.length ?? 0
    const latin = start.match(/\p{Script=Latin}/gu)?.length ?? 0
    if (letters >= 4 && latin * 10 < letters * 7) return false
  }
  let [own, other, words] = [0, 0, 0]
  const kinds = new Set<string>()
  for (const [word] of start.matchAll(/(?<![\p{L}\p{M}'\u2019])\p{L}[\p{L}\p{M}]*/gu)) {
    if (++words > samples || (words > 40 && own > 8 && other === 0)) break
    const folded = word.toLowerCase()
    if (english.has(folded)) own++
    // Names (`Van`, `Los`) do not count, and neither does a capital at a sentence start.
    else if (word === folded && foreign.has(folded)) {
      other++
      kinds.add(folded)
    }
  }
  if (kinds.size >= 2 && other > own) return false
  return words < 16 || own > 0 || other === 0
}
