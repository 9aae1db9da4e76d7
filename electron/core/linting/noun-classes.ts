/** A set of words given as one string. */
function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Titles before a name that tell a man. */
export const maleTitles = words(
  'mr mister sir lord king prince duke emperor tsar czar baron sheikh sultan uncle grandpa grandfather father brother monsieur señor herr don pope rabbi imam',
)

/** Titles before a name that tell a woman. */
export const femaleTitles = words(
  'mrs ms miss madam madame mademoiselle lady dame queen princess duchess empress tsarina baroness countess aunt auntie grandma grandmother mother sister señora frau',
)

/** Titles before a name that tell a person. */
export const titles = words(
  'dr doctor prof professor president chancellor senator governor mayor minister premier judge justice captain colonel general major lieutenant ' +
    'sergeant admiral commander officer detective inspector constable sheriff ambassador secretary chairman chairwoman congressman congresswoman ' +
    'representative rep sen gov gen rev reverend bishop archbishop cardinal saint coach marshal corporal private count',
)

/** Common nouns for a man. */
export const maleNouns = words(
  'man boy guy gentleman husband father dad son brother uncle nephew grandfather grandson stepfather stepson boyfriend fiancé groom widower king ' +
    'prince duke emperor lord actor waiter policeman fireman businessman salesman spokesman chairman congressman fisherman cameraman frenchman ' +
    'englishman irishman dutchman priest monk pope bishop bachelor lad bloke',
)

/** Common nouns for a woman. */
export const femaleNouns = words(
  'woman girl lady wife mother mom mum daughter sister aunt niece grandmother granddaughter stepmother stepdaughter girlfriend fiancée bride widow ' +
    'queen princess duchess empress actress waitress policewoman businesswoman spokeswoman chairwoman congresswoman nun heroine ballerina hostess goddess',
)

/** Common nouns for a person of either gender. */
export const personNouns = words(
  'person singer writer author teacher doctor nurse lawyer engineer scientist researcher professor student player captain coach manager director ' +
    'founder owner chief executive ceo cfo president chancellor senator governor mayor minister judge officer detective soldier general artist painter poet ' +
    'musician composer novelist journalist reporter editor critic chef cook baker farmer gardener driver pilot sailor dancer librarian analyst economist ' +
    'investor banker trader politician lawmaker activist lecturer historian philosopher physicist chemist biologist mathematician astronaut architect ' +
    'designer developer programmer photographer filmmaker producer presenter comedian athlete champion winner victim suspect witness patient ' +
    'resident customer colleague friend neighbour neighbor guest stranger parent cousin spouse partner twin spokesperson chairperson inventor entrepreneur ' +
    'billionaire surgeon dentist plumber carpenter tailor midfielder striker goalkeeper defender boxer wrestler swimmer runner cyclist golfer rapper guitarist',
)

/** Common nouns for what is no person: organisations, places and things that descriptions often name. */
export const thingNouns = words(
  'company firm business corporation bank group agency government ministry department committee council commission court party union university ' +
    'college school hospital museum church club team league retailer carrier airline automaker carmaker chipmaker drugmaker startup start-up conglomerate ' +
    'subsidiary unit division brand newspaper magazine network website platform app service product device phone laptop printer camera scooter drone car ' +
    'plane ship boat train bus truck bike bicycle city town village country nation state region province county island river lake mountain ocean sea desert forest park ' +
    'street road bridge building house hotel restaurant shop store factory plant airport station stadium theatre theater book novel film movie song ' +
    'album play series show game report study paper article letter law bill treaty agreement deal project programme program system market index currency ' +
    'storm hurricane earthquake virus disease vaccine drug molecule planet moon telescope satellite rocket spacecraft mission temple castle palace tower tablet speaker watch headset ' +
    'console engine reactor rainforest festival award awards administration dynasty empire campus soap opera comet probe cabinet coalition',
)

/** Irregular plurals, and nouns that take a plural verb. */
export const pluralNouns = words(
  'people police men women children twins brothers sisters parents couple pair duo trio band team staff crew family crowd majority others',
)

/** Last words of a name that tell an organisation or a thing. */
export const organisationWords = words(
  'inc incorporated corp corporation co company ltd limited plc llc llp lp gmbh ag sa nv bv ab asa oy spa kg bank group holdings partners capital ' +
    'securities insurance motors airlines airways air energy oil gas petroleum steel mining electric electronics semiconductor software technologies technology ' +
    'systems networks telecom communications media entertainment studios pictures records press publishing pharmaceuticals pharma foods stores ' +
    'industries international enterprises ventures labs laboratories university college school institute academy hospital museum library church cathedral ' +
    'foundation association society federation union league club fc united party congress parliament senate house council committee commission court ' +
    'ministry department bureau agency authority office administration treasury reserve fund trust exchange network service services times ' +
    'post journal herald tribune gazette magazine news hotel restaurant café cafe theatre theater stadium arena airport station festival games cup ' +
    'championship prize award act treaty war battle project programme program plan report logistics analytics robotics orchestra choir',
)

/** Last words of a name that tell a place or a thing in nature. */
export const placeWords = words(
  'city town village county state province district republic kingdom empire island islands river lake sea ocean bay gulf mountain mountains mount hill hills ' +
    'valley desert forest park garden gardens street avenue road square bridge tower castle palace beach coast canyon glacier rainforest peninsula hurricane storm tornado',
)

/** First words of a name that tell a thing whatever follows. */
export const thingOpeners = words(
  'hurricane storm typhoon cyclone mount lake port fort university bank ministry department republic kingdom bay gulf isle cape hms uss',
)

const nouns = [maleNouns, femaleNouns, personNouns, thingNouns, pluralNouns]

/** Whether a common noun in lower case is in one of the lists. */
export function isKnownNoun(noun: string): boolean {
  return nouns.some((list) => list.has(noun))
}

/** Whether a word in lower case is a title of a person. */
export function isTitle(word: string): boolean {
  return maleTitles.has(word) || femaleTitles.has(word) || titles.has(word)
}

/** Whether a common noun in lower case is a person's. */
export function isPersonNoun(noun: string): boolean {
  return maleNouns.has(noun) || femaleNouns.has(noun) || personNouns.has(noun)
}
