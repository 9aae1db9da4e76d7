import type { SenseCode } from '../../../../../electron/core/linting/finding'

/** Sources and rewrites in which something is wrong: the codes in the order of their places, and the mended rewrite where every fault has a mend. */
export type BadPair = {
  readonly source: string
  readonly rewrite: string
  readonly codes: readonly SenseCode[]
  /** The rewrite after the mends of all findings, made one after the other; absent where that is not what is tested. */
  readonly mended?: string
}

export const badPairs: readonly BadPair[] = [
  // pronoun-left
  {
    source: 'Amazon disappointed. Its shares fell. It blamed the weather.',
    rewrite: 'Amazon disappointed. Its shares fell. Amazon blamed the weather.',
    codes: ['pronoun-left'],
    mended: "Amazon disappointed. Amazon's shares fell. Amazon blamed the weather.",
  },
  {
    source: 'Ana met Tom. She liked him. He liked her dog.',
    rewrite: 'Ana met Tom. Ana liked Tom. Tom liked her dog.',
    codes: ['pronoun-left'],
    mended: "Ana met Tom. Ana liked Tom. Tom liked Ana's dog.",
  },
  {
    source: 'Peter knew that Paul was ill. He had called him.',
    rewrite: 'Peter knew that Paul was ill. Peter had called him.',
    codes: ['pronoun-left'],
  },
  {
    source: 'Ana and Tom moved to Riga. They’re happy. Their flat is small.',
    rewrite: 'Ana and Tom moved to Riga. They’re happy. Ana and Tom’s flat is small.',
    codes: ['pronoun-left'],
    mended: 'Ana and Tom moved to Riga. Ana and Tom are happy. Ana and Tom’s flat is small.',
  },
  {
    source: 'The octopus has three hearts. Its blood is blue, and it can crawl.',
    rewrite: "The octopus has three hearts. The octopus's blood is blue, and it can crawl.",
    codes: ['pronoun-left'],
    mended: "The octopus has three hearts. The octopus's blood is blue, and the octopus can crawl.",
  },
  {
    source: 'Nokia said it expects a loss. Its shares fell.',
    rewrite: "Nokia said it expects a loss. Nokia's shares fell.",
    codes: ['pronoun-left'],
    mended: "Nokia said Nokia expects a loss. Nokia's shares fell.",
  },
  {
    source: 'Tom left. He was late.',
    rewrite: 'Tom left. Tom he was late.',
    codes: ['pronoun-left'],
    mended: 'Tom left. Tom was late.',
  },
  {
    source: 'When he came home, Mr Ellis found his dog asleep. He smiled.',
    rewrite: "When Mr Ellis came home, Mr Ellis found Mr Ellis's dog asleep. He smiled.",
    codes: ['pronoun-left'],
    mended: "When Mr Ellis came home, Mr Ellis found Mr Ellis's dog asleep. Mr Ellis smiled.",
  },
  // nothing-resolved
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: 'Amazon disappointed. Its shares fell.',
    codes: ['nothing-resolved'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Mrs Vance sued the city. She lost. Her lawyer blamed the judge.',
    rewrite: 'Mrs Vance sued the city. She lost. Her lawyer blamed the judge.',
    codes: ['nothing-resolved'],
    mended: "Mrs Vance sued the city. Mrs Vance lost. Mrs Vance's lawyer blamed the judge.",
  },
  // invented-entity
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Nokia's shares fell.",
    codes: ['invented-entity'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Shell raised its forecast for 2025 by 5%.',
    rewrite: "Shell raised Shell's forecast for 2026 by 5%.",
    codes: ['invented-entity'],
    mended: "Shell raised Shell's forecast for 2025 by 5%.",
  },
  {
    source: 'Maria Lopez left early. She was ill.',
    rewrite: 'Maria Lopez left early. Maria Lopes was ill.',
    codes: ['invented-entity'],
  },
  {
    source: 'Dr Ito left on Monday. He took a train.',
    rewrite: 'Dr Ito left on Tuesday. Dr Ito took a train.',
    codes: ['invented-entity'],
    mended: 'Dr Ito left on Monday. Dr Ito took a train.',
  },
  {
    source: 'The chancellor spoke in Berlin. He promised lower taxes.',
    rewrite: 'The chancellor spoke in Berlin. Olaf Scholz promised lower taxes.',
    codes: ['invented-entity'],
    mended: 'The chancellor spoke in Berlin. He promised lower taxes.',
  },
  {
    source: 'Google fell. Its parent said nothing.',
    rewrite: "Google fell. Google's parent Alphabet said nothing.",
    codes: ['invented-entity'],
    mended: "Google fell. Google's parent said nothing.",
  },
  // changed-words
  {
    source: 'Amazon disappointed badly. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon's shares fell.",
    codes: ['changed-words'],
    mended: "Amazon disappointed badly. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon's shares dropped.",
    codes: ['changed-words'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon's shares fell sharply.",
    codes: ['changed-words'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'The performance of its AWS cloud unit hurt Amazon.',
    rewrite: "Amazon's AWS cloud unit hurt Amazon.",
    codes: ['changed-words'],
  },
  {
    source: 'Tom met Ana. He gave her a book.',
    rewrite: 'Tom met Ana. Tom gave a book to Ana.',
    codes: ['changed-words', 'changed-words'],
  },
  {
    source: 'Ana left. It was cold. She took her coat.',
    rewrite: "Ana left. Ana took Ana's coat.",
    codes: ['changed-words'],
    mended: "Ana left. It was cold. Ana took Ana's coat.",
  },
  {
    source: 'Google sued Apple. It lost.',
    rewrite: 'Apple sued Apple. Apple lost.',
    codes: ['changed-words'],
    mended: 'Google sued Apple. Apple lost.',
  },
  {
    source: 'The carrier employs 6,000 people, Lufthansa says.',
    rewrite: 'Lufthansa 6,000 people, Lufthansa says.',
    codes: ['changed-words'],
    mended: 'Lufthansa employs 6,000 people, Lufthansa says.',
  },
  {
    source: 'Volvo recalled 500 cars because their brakes failed. It will pay.',
    rewrite: "Volvo recalled 500 cars since the cars' brakes failed. Volvo will pay.",
    codes: ['changed-words'],
    mended: "Volvo recalled 500 cars because the cars' brakes failed. Volvo will pay.",
  },
  {
    source: 'Hugo hurt himself. He cried.',
    rewrite: 'Hugo hurt Hugo. Hugo cried.',
    codes: ['changed-words'],
    mended: 'Hugo hurt himself. Hugo cried.',
  },
  {
    source: 'Nina, who lives in Oslo, paints. She is good.',
    rewrite: 'Nina lives in Oslo and paints. Nina is good.',
    codes: ['changed-words', 'changed-words'],
  },
  {
    source: 'Tom likes Ana. He told her so.',
    rewrite: 'Tom likes Ana. The situation told Ana so.',
    codes: ['changed-words'],
    mended: 'Tom likes Ana. Tom told Ana so.',
  },
  {
    source: 'The old mill in Trento closed in 1960, and its wheel, which had turned for two centuries, was sold to a museum in Bolzano.',
    rewrite: 'A museum bought machinery from northern Italy after industrial decline had emptied many of the valleys around Trento.',
    codes: ['changed-words'],
  },
  // disagreement
  {
    source: 'Maria met Peter. He was tired.',
    rewrite: 'Maria met Peter. Maria was tired.',
    codes: ['disagreement'],
    mended: 'Maria met Peter. Peter was tired.',
  },
  {
    source: 'Ms Torin thanked Mr Smith. She drove home.',
    rewrite: 'Ms Torin thanked Mr Smith. Mr Smith drove home.',
    codes: ['disagreement'],
    mended: 'Ms Torin thanked Mr Smith. Ms Torin drove home.',
  },
  {
    source: 'Barner Bank hired Tom Hall. His salary is secret.',
    rewrite: "Barner Bank hired Tom Hall. Barner Bank's salary is secret.",
    codes: ['disagreement'],
    mended: "Barner Bank hired Tom Hall. Tom Hall's salary is secret.",
  },
  {
    source: 'Helen works for Renault. It pays well.',
    rewrite: 'Helen works for Renault. Helen pays well.',
    codes: ['disagreement'],
    mended: 'Helen works for Renault. Renault pays well.',
  },
  {
    source: 'Ana and Tom invited Erik. He came late.',
    rewrite: 'Ana and Tom invited Erik. Ana and Tom came late.',
    codes: ['disagreement'],
  },
  {
    source: 'The Lorik brothers trained Mr Hale. They are strict.',
    rewrite: 'The Lorik brothers trained Mr Hale. Mr Hale are strict.',
    codes: ['disagreement'],
    mended: 'The Lorik brothers trained Mr Hale. The Lorik brothers are strict.',
  },
  {
    source: 'Zalak hired Orvin. He paid her well.',
    rewrite: 'Zalak hired Orvin. Zalak paid Zalak well.',
    codes: ['disagreement'],
  },
  {
    source: 'Queen Mary University hired Ruth. She is glad.',
    rewrite: 'Queen Mary University hired Ruth. Queen Mary University is glad.',
    codes: ['disagreement'],
    mended: 'Queen Mary University hired Ruth. Ruth is glad.',
  },
  // wrong-possessive
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: 'Amazon disappointed. Amazon its shares fell.',
    codes: ['wrong-possessive'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon's's shares fell.",
    codes: ['wrong-possessive'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon' shares fell.",
    codes: ['wrong-possessive'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: 'Amazon disappointed. Amazon shares fell.',
    codes: ['wrong-possessive'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. It said sales fell.',
    rewrite: "Amazon disappointed. Amazon's said sales fell.",
    codes: ['wrong-possessive'],
    mended: 'Amazon disappointed. Amazon said sales fell.',
  },
  {
    source: 'Intel fell. The company’s chips are late.',
    rewrite: 'Intel fell. Intel chips are late.',
    codes: ['wrong-possessive'],
    mended: "Intel fell. Intel's chips are late.",
  },
  {
    source: 'Intel’s chips are late. It is sorry.',
    rewrite: 'Intel chips are late. Intel is sorry.',
    codes: ['wrong-possessive'],
    mended: 'Intel’s chips are late. Intel is sorry.',
  },
  {
    source: 'The Rovers won. Their fans sang.',
    rewrite: 'The Rovers won. The Rovers fans sang.',
    codes: ['wrong-possessive'],
    mended: "The Rovers won. The Rovers' fans sang.",
  },
  {
    source: 'Tom thanked Ana and praised her for it.',
    rewrite: "Tom thanked Ana and praised Ana's for it.",
    codes: ['wrong-possessive'],
    mended: 'Tom thanked Ana and praised Ana for it.',
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: 'Amazon disappointed. Its (Amazon’s) shares fell.',
    codes: ['wrong-possessive'],
    mended: 'Amazon disappointed. Amazon’s shares fell.',
  },
  // truncated-rewrite
  {
    source: 'Amazon disappointed. Its shares fell. Analysts were not surprised.',
    rewrite: "Amazon disappointed. Amazon's shares fell.",
    codes: ['truncated-rewrite'],
    mended: "Amazon disappointed. Amazon's shares fell. Analysts were not surprised.",
  },
  {
    source: 'Amazon disappointed. Its shares fell by eight per cent.',
    rewrite: "Amazon disappointed. Amazon's shares fell by",
    codes: ['truncated-rewrite'],
    mended: "Amazon disappointed. Amazon's shares fell by eight per cent.",
  },
  {
    source: 'Amazon disappointed. Its shares fell by eight per cent.',
    rewrite: "Amazon disappointed. Amazon's shares fell by eight per ce",
    codes: ['truncated-rewrite'],
    mended: "Amazon disappointed. Amazon's shares fell by eight per cent.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Amazon disappointed. Amazon's shares fell",
    codes: ['truncated-rewrite'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Ana met Tom. She waved. He smiled. They left.',
    rewrite: 'Ana met Tom. Ana waved…',
    codes: ['truncated-rewrite'],
  },
  // preamble
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Here is the rewritten text: Amazon disappointed. Amazon's shares fell.",
    codes: ['preamble'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "Sure, here you go:\n\nAmazon disappointed. Amazon's shares fell.\n\nNote: I replaced the pronoun.",
    codes: ['preamble', 'preamble'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: '“Amazon disappointed. Amazon’s shares fell.”',
    codes: ['preamble'],
    mended: 'Amazon disappointed. Amazon’s shares fell.',
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: "```text\nAmazon disappointed. Amazon's shares fell.\n```",
    codes: ['preamble'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Amazon disappointed. Its shares fell.',
    rewrite: 'Here\'s the text with the pronouns resolved:\n"Amazon disappointed. Amazon\'s shares fell."<|eot_id|>',
    codes: ['preamble', 'preamble'],
    mended: "Amazon disappointed. Amazon's shares fell.",
  },
  {
    source: 'Ana met Tom. He waved.',
    rewrite: 'Certainly! Ana met Tom. He waved.',
    codes: ['preamble', 'nothing-resolved'],
    mended: 'Ana met Tom. Tom waved.',
  },
]
