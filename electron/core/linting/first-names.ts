/** Whom a first name is given to. */
export type NameGender = 'female' | 'male'

// Common names that hardly anybody of the other gender has; ambiguous ones (Alex, Andrea, Jean, Kim, Robin) and plain words (Will, May) are left out.
const female =
  'ada adele agnes aisha alice alicia alison amanda amelia amina amy ana anastasia angela angelina anita anna anne annie antonia ' +
  'audrey barbara beatrice belinda bella bernadette beth betty bianca brenda bridget camila carla carmen caroline catherine cecilia ' +
  'celia chiara chloe christina christine clara clarissa claudia colette cynthia daniela deborah debbie denise diana dolores donna dora ' +
  'dorothy edith eileen elaine eleanor elena elisa elisabeth eliza elizabeth ella ellen elsa emilia emily emma erica erika ' +
  'esther eva fatima felicia fiona frances francesca freya frida gabriela gabriella genevieve georgina geraldine gertrude gina giulia gloria ' +
  'grace greta gwen hannah harriet heather heidi helen helena helga henrietta ida ingrid irene irina iris isabel isabella isabelle ' +
  'jacqueline jane janet janice jasmine jeanne jennifer jenny jessica jill joanna josephine joyce judith judy julia juliana julie juliet karen ' +
  'karin karina kate katherine kathleen kathryn kathy katie katrina katya kayla khadija kirsten kristen kristina lara larissa laura lauren leila lena ' +
  'leona lily linda lisa liz lois lola lorraine louise lucia lucille lucinda lucy luisa lydia mabel maddie madeleine magdalena maggie manuela ' +
  'marcella margaret margarita maria mariana marianne marie marilyn marina marion marlene marta martha martina mary mathilda matilda maya megan meghan melanie ' +
  'melinda melissa mercy mia michelle mildred miranda miriam molly monica nadia nancy naomi natalia natalie natasha nicole nina nora norma ' +
  'octavia olga olivia pamela patricia patty paula pauline penelope petra phoebe phyllis polly priscilla priya rachel raquel rebecca regina renata rita ' +
  'roberta rosa rosalind rose rosemary rosie roxanne ruby ruth sabrina sally samantha sandra sara sarah selena serena sharon sheila shirley silvia ' +
  'sonia sophia sophie stella stephanie susan susanna susanne suzanne svetlana sylvia tamara tanya tatiana teresa tessa thelma theresa ' +
  'tina trudy ulrike ursula valentina valerie vanessa vera veronica vivienne wanda wendy wilma yasmin yolanda yvette yvonne zoe'

const male =
  'aaron abdul abraham adam adolf adrian ahmed alan albert alberto alejandro alexander alfonso alfred ali allan allen amir anders andre ' +
  'andreas andrew andy antonio anthony antoine archie arnold arthur barry bartholomew ben benedict benjamin bernard bernie bertram bill billy bob boris brad ' +
  'brandon brian bruce bruno bryan carl carlo carlos cedric cesar charles charlie christian christoph christopher clarence clark claude clement clifford clive ' +
  'colin conrad cornelius craig curtis cyril damian daniel darren dave david dennis derek diego dieter dimitri dmitri dominic donald douglas duncan ' +
  'dwight earl ed eddie edgar edmund eduardo edward edwin elias elijah emil emilio emmanuel enrique eric erik ernest ernesto ethan eugene ' +
  'evan fabian felipe felix ferdinand fernando fidel francis francisco francois frank franklin franz fred freddie frederick friedrich fritz gabriel ' +
  'gareth gary gavin geoffrey george gerald gerard gerhard gianluca gideon gilbert giovanni giuseppe glenn gordon graham greg gregory guillermo ' +
  'gustav guy hamid hank hans harold harry harvey hassan hector heinrich heinz helmut henri henrik henry herbert herman hiroshi horace howard hubert ' +
  'hugh hugo humphrey ian ibrahim igor ivan jack jacob jacques jake jakob james jared jason javier jeff jeffrey jeremy jerome jerry jesse jim ' +
  'jimmy joachim joaquin joe joel johan johann johannes john johnny jonas jonathan jorge jose josef joseph joshua josh juan julian julio jurgen justin karl keith ' +
  'ken kenneth kenny kevin klaus konrad kurt kyle lars larry laurence lawrence leo leon leonard leonardo leopold lewis liam lionel lorenzo louis lucas ' +
  'ludwig luigi luis lukas luke malcolm manuel marc marcel marcelo marco marcus mario mark markus martin marvin massimo matt matteo matthew ' +
  'matthias maurice max maxim maximilian melvin michael miguel mikael mike mikhail milan miles mohamed mohammad mohammed moritz moses ' +
  'muhammad nathan nathaniel ned neil nelson nicholas nick nicolas nigel niklas nikolai nikolaus nils noah norbert norman oleg oliver omar oscar oskar ' +
  'oswald otto owen pablo patrick paul pavel pedro percy perry pete peter phil philip philippe phillip pierre pietro quentin rafael rahul ralph ' +
  'ramon randall randy raphael rashid raul ravi raymond reginald rene reuben ricardo richard rick rob robert roberto rod roderick rodney rodrigo roger ' +
  'roland rolf roman ronald ron rory ross roy rudolf rudy rupert russell ryan samir samuel scott sean sebastian serge sergei sergio seth ' +
  'sheldon sidney siegfried sigmund silvio simon stanley stefan stephen steve steven stuart sven tariq ted terence theo theodore thomas tim ' +
  'timothy tobias toby todd tom tomas tommy tony travis tristan ulrich umberto vadim valentin victor vikram viktor vince vincent vladimir ' +
  'wallace walter warren wayne werner wilfred wilhelm william willy winston wolfgang xavier yuri yusuf zachary'

// Also places, companies or products, so that “it” suits them as well.
const femalePlaces =
  'adelaide alexandria augusta carolina charlotte chelsea florence georgia mercedes savannah sofia sydney victoria virginia alexa siri'
const malePlaces = 'austin chad israel jordan salvador santiago'

// First names that stand alone more often as a family's.
const families = new Set(
  'allen clark craig curtis duncan francis gordon graham howard lawrence leonard lewis marshall nelson norman owen ross russell stanley wallace warren'.split(
    ' ',
  ),
)

const genders: ReadonlyMap<string, NameGender> = new Map([
  ...`${female} ${femalePlaces}`.split(' ').map((name) => [name, 'female'] as const),
  ...`${male} ${malePlaces}`.split(' ').map((name) => [name, 'male'] as const),
])
const places = new Set(`${femalePlaces} ${malePlaces}`.split(' '))

/** The gender that a common first name tells, or null for names that tell none. `name` is in lower case; accents do not matter. */
export function genderOfFirstName(name: string): NameGender | null {
  return genders.get(bare(name)) ?? genders.get(bare(name).split('-')[0] ?? '') ?? null
}

/** Whether a first name that stands alone may as well be a family's (`Lewis`). */
export function isAlsoFamilyName(name: string): boolean {
  return families.has(name)
}

/** Whether a first name is as well a place's or a product's (`Florence`, `Austin`). */
export function isAlsoNoPerson(name: string): boolean {
  return places.has(bare(name))
}

function bare(name: string): string {
  return /^[a-z]*$/.test(name) ? name : name.normalize('NFD').replace(/\p{M}/gu, '')
}
