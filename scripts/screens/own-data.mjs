const pairs = [
  ['Anna bought a bicycle in May. She rode home along the river.', 'Anna bought a bicycle in May. Anna rode home along the river.'],
  ['The letter came at noon. Paul read it twice.', 'The letter came at noon. Paul read the letter twice.'],
  ['Mia and Omar sold the boat. They moved to Porto.', 'Mia and Omar sold the boat. Mia and Omar moved to Porto.'],
  ['Northwind Ltd cut its prices. Its rivals followed.', "Northwind Ltd cut Northwind Ltd's prices. Northwind Ltd's rivals followed."],
  ['Lena sold her boat to Karl. She was glad about the price.', "Lena sold Lena's boat to Karl. She was glad about the price."],
  ['Rain fell all night in Lisbon.', 'Rain fell all night in Lisbon.'],
  ['Ines called the office on Monday. She was told to wait.', 'Ines called the office on Monday. Ines was told to wait.'],
  ['Jonas lent Hugo a ladder, and Hugo broke it.', 'Jonas lent Hugo a ladder, and Hugo broke the ladder.'],
  ['Clara painted the fence. Her neighbours liked it.', "Clara painted the fence. Clara's neighbours liked the fence."],
  ['The museum closes at five. It opens again on Friday.', 'The museum closes at five. The museum opens again on Friday.'],
  ['Nora asked Emil for the report. He had left it at home.', 'Nora asked Emil for the report. Emil had left the report at home.'],
  ['Rosa missed the train because she had lost her ticket.', "Rosa missed the train because Rosa had lost Rosa's ticket."],
  ['The council raised the rent. Tenants wrote to it.', 'The council raised the rent. Tenants wrote to the council.'],
  ['Felix told Greta that he would be late.', 'Felix told Greta that Felix would be late.'],
  ['Viktor keeps bees. He gave a jar of honey to Edda.', 'Viktor keeps bees. Viktor gave a jar of honey to Edda.'],
  ['Two players were hurt. They left the field.', 'Two players were hurt. The two players left the field.'],
]

/** @param {readonly (string | undefined)[]} turns */
const row = ([source = '', rewrite = '']) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: source },
      { role: 'assistant', content: rewrite },
    ],
  })

/** Rows as a person might have written them: most are good, one is cut off, one has no answer, one leaves a pronoun. */
export function ownRows() {
  const rows = pairs.map(row)
  rows[2] = (rows[2] ?? '').slice(0, -24)
  rows[6] = JSON.stringify({ messages: [{ role: 'user', content: pairs[6]?.[0] }] })
  return `${rows.join('\n')}\n`
}

/** The same as a table: columns of a spreadsheet. */
export const ownTable = `text,resolved,document
"Anna bought a bicycle. She rode home.","Anna bought a bicycle. Anna rode home.",letters
"Omar called the office. He had to wait.","Omar called the office. Omar had to wait.",letters
"Clara sold the boat. She kept its sail.","Clara sold the boat. Clara kept the boat's sail.",harbour
"Emil wrote the report. He sent it off.",,harbour
`
