function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const calendar = words(
  'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june ' +
    'july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter thanksgiving halloween ramadan ' +
    'hanukkah spring summer autumn winter am pm bc ad bce ce gmt est pst',
)

const peoples = words(
  'american british english french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish finnish icelandic irish scottish welsh polish czech ' +
    'slovak hungarian romanian bulgarian greek turkish russian ukrainian serbian croatian chinese japanese korean vietnamese thai indian pakistani iranian iraqi ' +
    'israeli palestinian syrian lebanese egyptian saudi african nigerian kenyan ethiopian brazilian argentine mexican cuban canadian australian european asian ' +
    'latin arab arabic hebrew jewish christian muslim islamic catholic protestant orthodox buddhist hindu republican democratic democrat communist soviet ' +
    'olympic victorian roman persian ottoman californian texan parisian internet web god lord bible quran north south east west northern southern eastern western',
)

const initials = words(
  'ceo cfo cto coo ai tv gdp ipo pr hr it pc cd dvd dna rna hiv phd mba ok id qa q1 q2 q3 q4 h1 h2 covid covid-19 suv vat gps usb pdf url faq isbn issn rms mph km kg',
)

/** Words that begin sentences and are seldom names: nouns of people and of figures, adjectives, participles, adverbs, verbs. */
const openers = words(
  'many several people officials police critics experts analysts investors shareholders traders economists scientists researchers doctors teachers ' +
    'students workers employees customers users fans players voters residents tourists visitors reviewers regulators prosecutors lawyers ' +
    'authorities reports sources shares stocks sales profits revenue revenues earnings prices costs results losses exports imports margins bonds oil gold markets ' +
    'nobody everybody somebody anybody everyone someone anyone nothing everything something anything none others children women men parents ' +
    'friends neighbours neighbors artists experts engineers everyone company companies banks governments countries cities according based born founded ' +
    'located following including given known asked speaking writing thanks dear hello hi hey please sorry sure good great new old young little big small long ' +
    'short high low early late recent recently currently previously originally initially eventually finally suddenly immediately nearly almost about ' +
    'around above below inside outside behind beside besides beyond within throughout along across toward towards amid despite unlike aside apart ' +
    'maybe perhaps possibly probably certainly clearly obviously indeed actually really additionally furthermore moreover nevertheless nonetheless otherwise similarly ' +
    'consequently accordingly hence likewise whatever whenever wherever whoever whichever whether rather quite half part most least less fewer much lots plenty ' +
    'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousands millions dozens first second third next ' +
    'last another same different best better worse worst let see note look take make go come get give keep tell ask think say try use call find ' +
    'thank thinking back home right left tonight nowadays afterwards afterward later sometime someday everywhere nowhere somewhere elsewhere ' +
    'mum mom dad mother father grandma grandpa sister brother president chancellor senator minister governor mayor professor doctor captain judge king queen prime ' +
    'chief executive director chairman chairwoman secretary general officer mr mrs ms dr sir lady miss aunt uncle prince princess',
)

/** Whether a capitalised word names nobody and nothing a pronoun could stand for: days, months, peoples, common initials. `word` in lower case. */
export function isNoEntity(word: string): boolean {
  return calendar.has(word) || peoples.has(word) || initials.has(word) || /^\d/.test(word)
}

/** Whether a word that begins a sentence is more likely an ordinary word than a name. `word` in lower case. */
export function isOpener(word: string): boolean {
  return (
    openers.has(word) ||
    /(?:[^aeiou]ers|ists|tors|ants|ents|ees|ously|ically|ingly|fully|lessly|tion|tions|ness|ments?|ities|ysts)$/.test(word)
  )
}
