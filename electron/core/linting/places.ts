const places = new Set(
  (
    'afghanistan albania algeria angola argentina armenia australia austria azerbaijan bangladesh belarus belgium bolivia bosnia botswana brazil bulgaria cambodia ' +
    'cameroon canada chile china colombia croatia cuba cyprus denmark ecuador egypt england estonia ethiopia europe finland france germany ghana greece ' +
    'greenland guatemala haiti honduras hungary iceland india indonesia iran iraq ireland italy jamaica japan kazakhstan kenya korea kosovo kuwait laos ' +
    'latvia lebanon liberia libya lithuania luxembourg malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal ' +
    'netherlands nicaragua nigeria norway pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia ' +
    'singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine uruguay ' +
    'venezuela vietnam wales yemen zambia zimbabwe africa asia america antarctica uk usa us u.s u.k u.s.a eu u.n un britain siberia scandinavia catalonia bavaria ' +
    'alabama alaska arizona arkansas california connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine ' +
    'maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont ' +
    'wisconsin wyoming ontario quebec amsterdam athens atlanta baghdad bangkok barcelona beijing beirut belfast berlin birmingham bogota boston brisbane brussels ' +
    'bucharest budapest cairo calgary chicago cologne copenhagen cincinnati damascus delhi detroit dresden dublin edinburgh frankfurt geneva glasgow hamburg hanoi ' +
    'havana helsinki istanbul jakarta jerusalem johannesburg kabul kiev kyiv kyoto lagos leeds lima lisbon liverpool ljubljana london lyon madrid manchester manila ' +
    'marseille melbourne memphis miami milan milwaukee minneapolis montreal moscow mumbai munich nairobi naples nashville osaka oslo ottawa oxford cambridge paris ' +
    'philadelphia phoenix pittsburgh portland prague pretoria riga rome rotterdam sacramento salzburg seattle seoul shanghai sheffield stockholm strasbourg stuttgart ' +
    'tallinn tampa tehran tokyo toronto toulouse tripoli tunis turin vancouver venice vienna vilnius warsaw washington wellington zagreb zurich hollywood brooklyn manhattan'
  ).split(' '),
)

/** Whether a word in lower case is the name of a country, a state or a large city, and hardly ever a person's. */
export function isPlace(word: string): boolean {
  return places.has(word)
}
