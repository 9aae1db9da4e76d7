const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** Given names of women that are hardly anything else: no words, months, places or names of men. */
export const womensNames = words(`
  Aaliyah Ada Adele Agnes Agnieszka Aiko Alejandra Alice Alicia Amina Amelia Amy Ana Angela Anita Anna Anne Annika Antonia Astrid Audrey Barbara Beatrice Beth
  Beatriz Birgit Bridget Camila Carla Carmen Caroline Catherine Cecilia Chiara Christine Clara Claudia Cynthia Deborah Deepa Diana Dolores
  Dorothy Edith Elaine Eleanor Elena Elif Elisa Elizabeth Ella Ellen Elsa Emily Emma Erika Esther Eva Evelyn Fatima Fiona Francesca Freya Gabriela
  Giulia Greta Hannah Hanna Heidi Helen Helena Ingrid Irene Isabel Isabella Jane Janet Jennifer Jessica Joanna Johanna Josephine Julia Juliette
  Karen Karin Kate Katarina Katherine Keiko Lara Laura Leila Lena Linda Lisa Louise Lucia Lucy Lydia Madeleine Maja Malika Margaret Margery Maria Marie Marta
  Martha Mary Maya Megan Meera Mei Melissa Michelle Miriam Monica Nadia Nancy Naomi Natalia Nina Nora Olga Olivia Patricia Paula Penelope Petra
  Priya Rachel Ragna Rania Rebecca Regina Renata Rosa Ruth Samira Sandra Sara Sarah Shanti Silvia Simone Sofia Sonia Sophia Sophie Stella Susan Svetlana
  Sylvia Tamara Tatiana Teresa Theresa Tina Ursula Valentina Vera Veronica Wanda Xiaoli Yasmin Yolanda Yuki Zainab Zofia
`)

/** Given names of men, under the same rule. */
export const mensNames = words(`
  Aaron Abdul Adam Adrian Ahmed Albert Alberto Alan Alejandro Amit Anders Andrew Andrzej Anthony Anton Antonio Arjun Arthur Ben Benjamin Bernard
  Bob Boris Brian Bruno Carlos Charles Christopher Claude Daniel David Dennis Dieter Diego Dmitri Donald Dan Douglas Edgar Edmund Eduardo Edward Emil
  Emre Enrique Eric Erik Ernest Eugene Felipe Fernando Francisco Frederick Friedrich Gabriel Geoffrey George Gerald Gerard Gilbert Giovanni Gregory
  Gustav Hamid Hans Harold Hassan Hector Heinrich Henrik Henry Herbert Hiroshi Howard Hugo Hussein Ian Ibrahim Ivan Jacob James Jan Jason Javier
  Jeffrey Jens Jerome Jeremy Jim Joaquin Joe Johan John Jonas Jonathan Jorge Joseph Juan Julio Kenji Kenneth Kevin Klaus Kofi Kwame Lars Laurence Lawrence
  Leonard Leonardo Liam Lorenzo Louis Luca Luigi Luis Magnus Malcolm Marcel Marco Marek Mario Martin Mateusz Matteo Matthew Mehmet Michael Miguel
  Mike Mikhail Mohammed Nathan Neil Nicholas Niels Noah Oliver Omar Oscar Otto Pablo Patrick Paul Pavel Pedro Peter Philip Pierre Rafael Rajesh Ralph
  Ramesh Ramon Raymond Ricardo Richard Robert Roberto Roger Roland Ronald Salvador Samuel Sanjay Sebastian Sergei Simon Stefan Stephen Steven Sven
  Tariq Terence Theodore Thomas Tim Timothy Tom Tomasz Tomas Vikram Vincent Vladimir Walter Werner William Wolfgang Xavier Yusuf
`)

/** Surnames to put in another's place. None ends in s, x or z, so that every possessive is made alike. */
export const surnames = words(`
  Abadi Acheampong Adeyemi Almeida Andrade Aoki Arslan Baptista Bergstrom Bianchi Borowski Brennan Castellano Chatterjee Costa Dalgaard Delgado
  Demir Dubrovsky Eriksen Espinoza Fairchild Ferreira Fontaine Fujimoto Gallagher Ghosh Grabowski Hakimi Halloran Haraldsen Hidalgo Holmberg Ibarra
  Ilic Inoue Iyer Jankowski Kamara Karlsson Kaya Kessler Kowalski Kristensen Lindgren Lombardi Macleod Mancini Mbeki Medina Menon Moreau
  Nakagawa Navarro Nowak Nyberg Obi Okafor Okonkwo Olsen Oyelaran Pacheco Palmgren Petrova Quintero Raman Rinaldi Rostami Saito Salazar Santoro
  Schneider Sokolova Strand Sundaram Takeda Tanaka Tavares Thapa Tremblay Valdivia Varga Vasquez Vogel Wallin Watanabe Yilmaz Zamora Zieglar
`).filter((name) => !/[sxz]$/.test(name))

/** Companies that do not exist, each with a head of one word that stands before any of the words that companies end with. */
export const companyHeads = words(`
  Altivane Arcwell Avenlo Belgrovia Brightmoor Calvora Cindrel Dalvaron Dovetree Elmstead Endrico Fenwarth Ferrolane Galbrook Halvorn Ivoryne
  Jandale Kestrano Kirrowe Larkfell Lumenor Marovane Mirelto Nordhaven Novarric Ombrello Orvandel Pellarin Quillmere Ravenholt Rovanto Selvaro
  Sorrento-Bell Tavrian Tindaro Valcrest Veltrane Wexmore Winterfell Yarrowby Zandrel
`).filter((name) => /^[A-Z][a-z]+$/.test(name))

/** Companies that are known as such by their name alone. */
export const knownCompanies: ReadonlySet<string> = new Set(
  words(`
  adidas adobe airbnb airbus aldi alibaba alphabet amazon amd apple asml audi baidu barclays bayer bmw boeing bosch broadcom carrefour chevron cisco
  citigroup danone dell ebay ericsson exxon facebook fedex fiat ford fujitsu google heineken hitachi honda honeywell hsbc huawei hyundai ibm ikea infosys
  intel kia lenovo lufthansa mastercard mcdonald's meta microsoft mitsubishi moderna nestle netflix nike nintendo nissan nokia nuance nvidia openai
  oracle panasonic paypal peugeot pfizer philips porsche qualcomm renault roche ryanair salesforce samsung sap shopify siemens sony spacex spotify
  starbucks stripe tencent tesla toshiba toyota uber unilever verizon visa vodafone volkswagen volvo walmart xiaomi yahoo
`),
)

/** Words that a company's name ends with and that say nothing of which one it is. */
export const companyTails: ReadonlySet<string> = new Set(
  words(`
  inc corp corporation ltd limited llc plc gmbh ag co company group holdings partners industries systems technologies technology software
  communications electronics motors airlines airways pharmaceuticals pharma laboratories labs foods media entertainment energy bank insurance
  line lines logistics robotics semiconductor semiconductors consulting
`),
)

/** What companies are called when they are not named. */
export const companyNouns: ReadonlySet<string> = new Set(
  words(`
  company firm corporation giant retailer bank startup carrier start-up carmaker automaker maker chipmaker manufacturer airline insurer lender publisher
  brewery conglomerate business vendor supplier utility distributor
`),
)

/** Cities, one word each, that are hardly anything else. */
export const cities = words(`
  Amsterdam Ankara Antwerp Athens Baghdad Bangkok Barcelona Belgrade Berlin Bogota Bratislava Brussels Bucharest Budapest Cairo Caracas Chicago
  Copenhagen Damascus Delhi Dublin Edinburgh Frankfurt Geneva Glasgow Hamburg Hanoi Havana Helsinki Istanbul Jakarta Karachi Kyoto Lagos Lahore
  Lima Lisbon Liverpool Ljubljana London Madrid Manchester Manila Marseille Melbourne Milan Montevideo Montreal Moscow Mumbai Munich Nairobi Naples
  Osaka Oslo Prague Quito Rotterdam Santiago Seoul Seville Shanghai Singapore Stockholm Tallinn Tehran Tokyo Toronto Toulouse Tunis Turin
  Vancouver Vienna Vilnius Warsaw Zagreb Zurich
`)
