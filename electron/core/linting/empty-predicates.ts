import { isArticle, isName } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { agreementOfPronoun } from './agreement'
import { isPreposition } from './grammar'

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const weather = words(
  'rain rains rained raining snow snows snowed snowing hail hailed hailing drizzle drizzled drizzling pour poured pouring thundered thundering freezing froze storming',
)
const times = words(
  'cold colder dry wet mild muggy bright freezing hot hotter warm warmer dark darker late later early sunny windy foggy cloudy misty humid chilly stormy rainy snowy icy cool light quiet noon midnight ' +
    'midday dawn dusk daytime time day morning afternoon evening night week weekend month year season spring summer autumn winter lunchtime bedtime monday tuesday ' +
    'wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter moment ' +
    'hour hours minutes days weeks months years decades pm am degrees',
)
// With `to`: somebody is able, ready, likely to do something.
const referring = words(
  'able unable ready set willing unwilling due likely unlikely about going sure certain eager keen reluctant supposed free bound close similar subject equal superior inferior ' +
    'open prone vulnerable hostile loyal poised slow quick built made known meant seen said thought held sold sent brought born found given shown taken told left ' +
    'tied bought led put cut paid won lost hit dedicated',
)
const feeling = words(
  'confident aware convinced worried concerned pleased optimistic afraid hopeful proud happy glad sorry angry disappointed told informed assured warned notified sure satisfied',
)
const judging = words(
  'fun true false fine okay ok alright enough obvious clear unclear strange weird odd funny sad great nice good bad terrible awful wonderful amazing hard easy difficult impossible ' +
    'possible important necessary over worth useless better best worse unfair fair right wrong pointless hopeless like',
)
const judgements = words(
  'pity shame mistake idea honour honor pleasure surprise secret wonder fact miracle relief coincidence matter question chance way use point accident joke lie crime sin joy ' +
    'privilege challenge struggle tradition custom rule doubt wonder blessing thing case',
)
const knowing = words(
  'known unknown clear unclear certain uncertain obvious recorded remembered disputed doubtful understood hard said told',
)
const endsJudgement = words('when if because and but for here there outside enough now today how with to that of')
const opensCleft = words('not only this these those my our his her its their')

/** Whether a verb in lower case tells of the weather. */
export function isWeather(word: string): boolean {
  return weather.has(word)
}

/** Whether a word in lower case tells a time, or what a day is like. */
export function isTime(word: string): boolean {
  return times.has(word)
}

/** Whether `it is` with this predicate says nothing of a thing: time, weather, a judgement on what was said or is said next, a cleft. */
export function isEmptyPredicate(predicate: readonly Token[]): boolean {
  const [first, second] = predicate
  if (first === undefined) return false
  const word = first.folded
  if (weather.has(word) || times.has(word) || agreementOfPronoun(first) !== 0) return true
  if (/^(?:me|you|us|i|we|until|up|because|when|why|how|as|where)$/.test(word)) return true
  if (/^\d/.test(word) && (second === undefined || times.has(second.folded) || /^(?::|o'clock)$/.test(second.key) || isPreposition(second)))
    return true
  // `long past midnight`, `half past nine`, `almost spring`
  if (
    /^(?:half|quarter|long|well|past|after|before|shortly|around|close|going)$/.test(word) &&
    (second?.folded === 'past' || predicate.slice(1, 4).some((token) => times.has(token.folded)))
  )
    return true
  if (word === 'for') return predicate.some((token) => token.folded === 'to')
  if (isArticle(first) || /^(?:no|my|our|his|her|their|another|one|still|such|this|that|last)$/.test(word)) {
    if (predicate.slice(1, 5).some((token) => times.has(token.folded) || judgements.has(token.folded))) return true
  }
  if (judging.has(word) && (second === undefined || !isWord(second) || endsJudgement.has(second.folded))) return true
  return isExtraposed(predicate) || isCleft(predicate) || continuesAfterAside(predicate)
}

/** Whether a clause follows that the predicate speaks of: `clear that`, `hard to say`, `important for us to`, `unclear whether`. */
export function isExtraposed(predicate: readonly Token[]): boolean {
  const [first, ...rest] = predicate
  if (first === undefined || !isWord(first)) return false
  const word = first.folded
  if (word === 'to') return true
  for (const [index, token] of rest.slice(0, 7).entries()) {
    if (!isWord(token)) return false
    if (token.folded === 'that') return index < 4 && !feeling.has(word)
    if (/^(?:whether|how|why|what)$/.test(token.folded)) return index < 2
    if (/^(?:where|when|who|which|if)$/.test(token.folded)) return index < 2 && knowing.has(word)
    if (token.folded === 'to') {
      // `it was forced to`, `it is able to`
      if (/(?:ed|en)$/.test(word) || referring.has(word)) return false
      return index === 0 || /^(?:for|of)$/.test(rest[0]?.folded ?? '') || isArticle(first)
    }
    if (index === 0 && token.folded.endsWith('ing') && /^(?:worth|nice|good|hard|great|fun|useless|pointless|no)$/.test(word)) return true
  }
  return false
}

/** `It is cheaper, the mayor said, to give up`, `It was soup, she said, that …` */
function continuesAfterAside(predicate: readonly Token[]): boolean {
  const commas = predicate.flatMap((token, position) => (token.key === ',' ? [position] : []))
  const after = predicate[(commas[1] ?? predicate.length) + 1]
  return after !== undefined && (commas[0] ?? 0) < 5 && /^(?:that|to|who|whether)$/.test(after.folded)
}

/** `it was Ana who`, `it is in Paris that` */
function isCleft([first, ...rest]: readonly Token[]): boolean {
  if (first === undefined || !(isName(first) || isArticle(first) || isPreposition(first) || opensCleft.has(first.folded))) return false
  for (const token of rest.slice(0, 8)) {
    if (!isWord(token) && token.key !== "'s" && token.key !== "'") return false
    if (/^(?:who|whom|that|whose)$/.test(token.folded)) return true
  }
  return false
}
