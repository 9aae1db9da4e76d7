/** Sources and rewrites in which nothing is wrong: news, finance, fiction, e-mail, science, sport, law. */
export const goodPairs: readonly (readonly [source: string, rewrite: string])[] = [
  ['Amazon disappointed. Its shares fell.', "Amazon disappointed. Amazon's shares fell."],
  ['Amazon disappointed. Its shares fell.', 'Amazon disappointed. Amazon’s shares fell.'],
  [
    'Nokia said it would cut 10,000 jobs by 2026. The Finnish company expects its costs to fall.',
    "Nokia said Nokia would cut 10,000 jobs by 2026. Nokia expects Nokia's costs to fall.",
  ],
  [
    'Maria Lopez called Tom Hall because she had missed his talk. He sent her the slides.',
    "Maria Lopez called Tom Hall because Maria had missed Tom's talk. Tom sent Maria the slides.",
  ],
  [
    'It is clear that the merger will fail. It takes two hours to read the offer.',
    'It is clear that the merger will fail. It takes two hours to read the offer.',
  ],
  ['It rained in Lisbon, and it was late when Ana arrived.', 'It rained in Lisbon, and it was late when Ana arrived.'],
  ['Ana said, “He never calls me,” and hung up.', 'Ana said, “He never calls me,” and hung up.'],
  ['Ana blamed herself for what had happened to Tom.', 'Ana blamed herself for what had happened to Tom.'],
  [
    'The band have finished their tour. They were tired, said Brilko, who plays the drums.',
    "The band have finished the band's tour. The band was tired, said Brilko, who plays the drums.",
  ],
  ["Tom can't come because he's ill.", 'Tom cannot come because Tom is ill.'],
  ['Volvo recalled 5,000 cars. They have faulty brakes.', 'Volvo recalled 5,000 cars. The cars have faulty brakes.'],
  [
    'Ana and Tom moved to Riga. All of their friends helped them.',
    "Ana and Tom moved to Riga. All of Ana and Tom's friends helped Ana and Tom.",
  ],
  [
    'The Senate passed the bill on Friday. It now goes to the House, where its chances are slim.',
    "The Senate passed the bill on Friday. The bill now goes to the House, where the bill's chances are slim.",
  ],
  [
    'Mr Okafor met the Silva sisters in Porto. Both liked him, and he liked their shop.',
    "Mr Okafor met the Silva sisters in Porto. The Silva sisters liked Mr Okafor, and Mr Okafor liked the Silva sisters' shop.",
  ],
  [
    'Siemens and Alstom wanted to merge. The two companies dropped their plan after Brussels had rejected it.',
    "Siemens and Alstom wanted to merge. Siemens and Alstom dropped Siemens and Alstom's plan after Brussels had rejected the plan.",
  ],
  [
    'Dear Ms Novak,\nthank you for your letter. Dr Ito has read it and will answer it himself.\nBest wishes,\nJonas Beck',
    'Dear Ms Novak,\nthank you for your letter. Dr Ito has read the letter and will answer the letter himself.\nBest wishes,\nJonas Beck',
  ],
  [
    'Marie Curie was born in Warsaw. She shared the prize with her husband Pierre. He died in 1906.',
    "Marie Curie was born in Warsaw. Marie Curie shared the prize with Marie Curie's husband Pierre. Pierre died in 1906.",
  ],
  ['When she opened the letter, Ingrid laughed.', 'When Ingrid opened the letter, Ingrid laughed.'],
  ['The octopus has three hearts, and its blood is blue.', "The octopus has three hearts, and the octopus's blood is blue."],
  ['James lost his keys. He found them in the car.', "James lost James' keys. James found the keys in the car."],
  ['James lost his keys. He found them in the car.', "James lost James's keys. James found the keys in the car."],
  ["McDonald's opened in Kyiv. It said its burgers sold out.", "McDonald's opened in Kyiv. McDonald's said McDonald's burgers sold out."],
  [
    'Christine Lagarde spoke in Frankfurt. The president of the ECB said rates would fall; she gave no date.',
    'Christine Lagarde spoke in Frankfurt. Christine Lagarde said rates would fall; Christine Lagarde gave no date.',
  ],
  [
    'The tenant shall pay the rent by the third day of each month. If he or she fails to do so, a fee is due.',
    'The tenant shall pay the rent by the third day of each month. If he or she fails to do so, a fee is due.',
  ],
  [
    'It was Marta who found the error, and it was she who fixed it.',
    'It was Marta who found the error, and it was Marta who fixed the error.',
  ],
  ['Whose turn is it? It does not matter, said Grete.', 'Whose turn is it? It does not matter, said Grete.'],
  ['Klara made it clear that she would not come.', 'Klara made it clear that Klara would not come.'],
  ['As it turned out, Per had lied. He admitted it.', 'As it turned out, Per had lied. Per admitted it.'],
  ['The price is $5. It was $4 last year.', 'The price is $5. The price was $4 last year.'],
  [
    'Tesla cut prices in China, the carmaker’s biggest market after the U.S. Analysts called it a “desperate” move.',
    'Tesla cut prices in China, Tesla’s biggest market after the U.S. Analysts called it a “desperate” move.',
  ],
  [
    'The International Olympic Committee meets in Lausanne. It elects its president by secret ballot.',
    "The International Olympic Committee meets in Lausanne. The International Olympic Committee elects the International Olympic Committee's president by secret ballot.",
  ],
  [
    'Ferreira scored twice. The striker left the pitch in the 80th minute; her coach hugged her.',
    "Ferreira scored twice. Ferreira left the pitch in the 80th minute; Ferreira's coach hugged Ferreira.",
  ],
  [
    'A study in Nature followed 3,000 bees. They learned faster when they were warm, its authors write.',
    "A study in Nature followed 3,000 bees. The bees learned faster when the bees were warm, the study's authors write.",
  ],
  ['Paul told Eva’s mother that her car had been towed.', 'Paul told Eva’s mother that Eva’s mother’s car had been towed.'],
  [
    'Hana said that her brother knew Leo. He had met him in Oslo.',
    "Hana said that Hana's brother knew Leo. Hana's brother had met Leo in Oslo.",
  ],
  ['"They like her," I said to Erik. He nodded.', '"They like her," I said to Erik. Erik nodded.'],
  [
    'The judge fined Uber and Lyft. Neither appealed. They paid within a week.',
    'The judge fined Uber and Lyft. Neither appealed. Uber and Lyft paid within a week.',
  ],
  ['She was tired, she said, and left.', 'She was tired, she said, and left.'],
  ['He who hesitates is lost, Nora used to say.', 'He who hesitates is lost, Nora used to say.'],
  ['Alex forgot their umbrella. They got wet.', "Alex forgot Alex's umbrella. Alex got wet."],
  ['Ravi bought an old boat. It’s his pride and joy.', 'Ravi bought an old boat. The boat is Ravi’s pride and joy.'],
  ['I lent Zoë my book; she’ll bring it back.', 'I lent Zoë my book; Zoë will bring the book back.'],
  ['They say that it never snows here.', 'They say that it never snows here.'],
  [
    'The Bank of England raised rates. The bank said that it saw no recession, and its governor agreed.',
    "The Bank of England raised rates. The Bank of England said that the Bank of England saw no recession, and the Bank of England's governor agreed.",
  ],
  [
    'Her Majesty opened the bridge in Leeds. It is 90 metres long.',
    'Her Majesty opened the bridge in Leeds. The bridge is 90 metres long.',
  ],
  ['Yusuf likes chess. He is good at it.', 'Yusuf likes chess. Yusuf is good at chess.'],
  ['The ship Aurora left Hamburg in May. She reached Oslo in June.', 'The ship Aurora left Hamburg in May. Aurora reached Oslo in June.'],
  ['The colour of the organisation’s logo faded. It was red.', 'The color of the organization’s logo faded. The color was red.'],
  ['Samsung and Apple both gained. The former’s shares rose 3%.', 'Samsung and Apple both gained. Samsung’s shares rose 3%.'],
  ['Wei met Lin at the lab where he works. Her poster won.', "Wei met Lin at the lab where Wei works. Lin's poster won."],
  ['Olga gave him the keys, and Boris drove off.', 'Olga gave Boris the keys, and Boris drove off.'],
  [
    'Netflix lost subscribers. It blamed password sharing; its CEO, Ted Sarandos, called the loss small. He expects growth.',
    "Netflix lost subscribers. Netflix blamed password sharing; Netflix's CEO, Ted Sarandos, called the loss small. Ted Sarandos expects growth.",
  ],
  [
    'Nobody had told Ms Adeyemi. She found out from the papers, which she reads at breakfast.',
    'Nobody had told Ms Adeyemi. Ms Adeyemi found out from the papers, which Ms Adeyemi reads at breakfast.',
  ],
  ['A friend of his told Hugo that the shop was theirs.', "A friend of Hugo's told Hugo that the shop was theirs."],
  ['SpaceX launched Starship. It exploded.', 'SpaceX launched Starship. Starship exploded.'],
]
