import { isFunctionWord, isPossessiveMark } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { isKnownNoun } from './noun-classes'

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const irregularVerbs = words(
  'said says say was were is are has have had did does do went goes go got gets get gave gives give took takes take made makes make came comes come ' +
    'saw sees see knew knows know thought thinks think found finds find told tells tell became becomes become left leaves leave felt feels feel put puts brought ' +
    'brings bring began begins begin kept keeps keep held holds hold wrote writes write stood stands stand heard hears hear let lets meant means mean set sets ' +
    'met meets meet ran runs run paid pays pay sat sits sit spoke speaks speak lay lies lie led leads lead read reads grew grows grow lost loses lose fell falls ' +
    'fall sent sends send built builds build understood understands drew draws draw broke breaks break spent spends spend cut cuts rose rises rise drove drives drive ' +
    'bought buys buy wore wears wear chose chooses choose flew flies fly won wins win sold sells sell ate eats eat sang sings sing drank drinks drink swam swims ' +
    'swim shot shoots shoot hit hits hurt hurts shut shuts beat beats bet bets bit bites bound bred caught catches catch cost costs dealt deals deal dug fed ' +
    'fought fights fight forgot forgets forget forgave forgives hid hides hung hangs hang kneel knelt laid lays lent lends lit lights rode rides ride rang rings ' +
    'shook shakes shone shines shines slept sleeps sleep slid spun stole steals stuck strikes struck swore swept taught teaches teach tore threw throws throw woke wakes ' +
    'sank sink sinks shrank shrink sprang spring wept weep weeps leapt crept creep dreamt burnt learnt dwelt strode wove fled flee flees bent bled spat split spread swung swelled tread trod ' +
    'wants want likes like loves love needs need lives live works work plays play uses use seems seem looks look helps help shows show tries try asks ask calls call ' +
    'turns turn starts start moves move believes believe happens happen provides provide includes include continues continue remains remain plans plan ' +
    'expects expect reports report announces announce votes vote employs employ offers offer opens open closes close serves serve',
)
const prepositions = words(
  'of in on at by to from with without into onto over under about against between among through during before after since until upon toward towards behind beside ' +
    'besides near around above below beyond across along despite except for like than as off out up down inside outside within throughout via per',
)
const clauseWords = words(
  'that because and but or when while if who whom whose which what although though unless since until where whether how why so than as after before once whereas then',
)
const subordinators = words(
  'when while after before although though if since as because until once unless whenever despite in by with for on upon whereas even during besides like unlike without',
)
const being = words("is was are were be been being am 's 're")
const auxiliaries = words("will would shall should can could may might must do does did has have had 'll 'd 've not n't to")
const adverbs = words(
  'also just still really often always never now then already only even perhaps probably certainly so too very quite rather more less most least almost about nearly ' +
    'ever once again soon simply clearly not all both merely indeed again therefore thus however sometimes usually maybe hardly barely',
)

/** Whether a word in lower case is a finite verb by its look: `-ed`, an irregular past, a common present. */
export function isVerbForm(word: string): boolean {
  return irregularVerbs.has(word) || /[^e]ed$/.test(word)
}

const nounsInIng = words(
  'ring thing anything something everything nothing during king wing string spring swing sling building painting meeting wedding feeling clothing evening morning being offering training ruling rating ranking filing ' +
    'holding funding financing spending saving savings earning earnings listing pricing wording drawing writing engraving housing lodging dwelling landing opening closing ' +
    'beginning ending sibling darling offspring ceiling lightning pudding stocking bearing hearing setting surrounding upbringing understanding parking marketing engineering',
)

/** Whether a token is a verb in `-ing` rather than a noun, by its look. */
export function isGerund(token: Token | undefined): boolean {
  return token !== undefined && /..ing$/.test(token.folded) && !nounsInIng.has(token.folded)
}

/** Whether a token is a preposition or a comparing `like`, `than`, `as`. */
export function isPreposition(token: Token): boolean {
  return prepositions.has(token.folded)
}

/** Whether a token may open another clause: a conjunction, a relative or question word, any punctuation but hyphens and apostrophes. */
export function endsClause(token: Token): boolean {
  return clauseWords.has(token.folded) || (!isWord(token) && !token.key.startsWith("'") && token.folded !== "n't" && token.key !== '-')
}

/** Whether a token opens a clause or phrase that may refer to what is named after it: `When he arrived, Tom …`, `In her speech, Ana …`. */
export function isSubordinator(token: Token): boolean {
  return subordinators.has(token.folded)
}

/** Whether a token is a form of `be`. */
export function isBe(token: Token): boolean {
  return being.has(token.folded)
}

/** Whether a token is an auxiliary, a modal or a negation. */
export function isAuxiliary(token: Token): boolean {
  return auxiliaries.has(token.folded)
}

/** Whether a token is an adverb or particle that may stand before a predicate. */
export function isAdverb(token: Token): boolean {
  return adverbs.has(token.folded) || (token.folded.length > 4 && token.folded.endsWith('ly'))
}

// Verbs after which `her` may be an object with something else behind it: `gave her flowers`, `made her happy`, `saw her leave`.
const giving = words(
  'give gives gave given giving tell tells told telling show shows showed shown showing send sends sent sending offer offers offered offering pay pays paid paying ' +
    'teach teaches taught teaching lend lent bring brings brought bringing hand handed ask asks asked asking cost costs wish wished owe owed owes feed fed ' +
    'read promise promised deny denied grant granted award awarded save saved spare spared charge charged earn earned win won get gets got buy buys bought make makes made ' +
    'making see sees saw seen seeing hear heard watch watched let lets help helps helped helping have had feel felt notice noticed bid',
)
const stating = words(
  'find finds found leave leaves left leaving keep keeps kept keeping call calls called calling name named consider considered set sets drive drives drove drove render ' +
    'want wants wanted need needed like elect elected appoint appointed declare declared turn turned hold held',
)
const afterObject = words(
  'home abroad alone twice again back away downtown upstairs downstairs goodbye goodnight too daily weekly better best dearly today tomorrow yesterday tonight',
)

/** Whether `her` at this position is a possessive; null where that is open (`gave her flowers`). */
export function isPossessiveHer(tokens: readonly Token[], position: number): boolean | null {
  const [before, after] = [tokens[position - 1], tokens[position + 1]]
  if (after === undefined || !isWord(after) || isPossessiveMark(after, tokens[position])) return false
  if (after.folded === 'own' || before === undefined || tokens[position]?.startsSentence) return true
  if (isFunctionWord(after))
    return /^(?:only|very|more|much|first|last|next|many|few|every|such|most|other|then|now|still|once)$/.test(after.folded) ? null : false
  if (isPreposition(after) || /^(?:every|any|some|no)thing$/.test(after.folded)) return false
  if (after.folded.endsWith('ly') || afterObject.has(after.folded) || /^\p{Lu}/u.test(after.key)) return null
  if (isPreposition(before) || endsClause(before) || isBe(before)) return true
  if (giving.has(before.folded)) return null
  return stating.has(before.folded) && !isKnownNoun(after.folded) && !isKnownNoun(after.folded.replace(/s$/, '')) ? null : true
}
