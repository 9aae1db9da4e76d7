import { countsByGenre, countsByPhenomenon, countsByRow, countsBySentences } from './counts'
import type { StarterRow } from './rows'

/** The datasheet of the starter dataset, in Markdown: what it is, its policy, its counts, its limits. */
export function datasheet(rows: readonly StarterRow[]): string {
  const share = Math.round((100 * rows.filter(({ marked }) => marked.references.length === 0).length) / rows.length)
  return `# Starter dataset, English

\`starter-en.jsonl\`: ${rows.length} texts and their rewrites, coreferences resolved, to fine-tune a small instruct model on in an evening.
In the chat format: system prompt, "Please resolve all coreferences in this text: …", and the rewrite.

## How it was made

Written for this project, sentence by sentence: nothing was collected, copied or made from templates. A large language model wrote
and proofread the rows; no person has annotated them. People, companies and events are invented. Each row was written as one marked
text (\`scripts/starter/*.txt\`), from which source and rewrite are derived, so that both are equal outside the references by construction.
\`node scripts/starter/make-starter.mjs\` writes this file and the dataset anew; the order takes the genres in turn.

## Policy

What is replaced, and by what:

| rule | source | rewrite |
|---|---|---|
| Third-person pronouns and descriptive references are replaced by the name of what they refer to. | Tessaro fell. Its rivals rose. | Tessaro fell. Tessaro's rivals rose. |
| A person keeps the full name as first given, without a title before it … | Dr Ana Ruiz left. She smiled. | Dr Ana Ruiz left. Ana Ruiz smiled. |
| … unless the text has a shorter form somewhere: then that form, everywhere. | Ana Ruiz left. She smiled. Ruiz slept. | Ana Ruiz left. Ruiz smiled. Ruiz slept. |
| A title stays where only the surname stands with it. | Mr Lim left. He smiled. | Mr Lim left. Mr Lim smiled. |
| What has no name is called *the* and its noun; a plural or a substance in general goes without. | A heron came. It ate. | A heron came. The heron ate. |
| Possessive references get ’s, names in s too; plurals in s an apostrophe. | James and his dog; the twins and their dog | James and James's dog; the twins and the twins' dog |
| Several at once are listed in the order of their first mention. | Ana met Tom. They left. | Ana met Tom. Ana and Tom left. |
| *The former*, *the latter*, *both*, *the two companies* are references. | Both left. | Ana and Tom left. |
| Of a description that begins with a possessive, the possessive alone is replaced. | her brother, its CEO's son | Ana's brother, Quillon's CEO's son |

What stays as it is: reflexives, relative pronouns, *I*, *you* and *we*, pleonastic and cleft *it*, idioms, what a word like
*nobody* binds (*nobody may be judge in their own cause*), *they* for people in general, text in quotation marks, *this* and *that*,
*one* and *some*, nouns in apposition, and everything else. No reference stands for a whole clause.

## Counts

Words are what blanks separate.

| genre | rows | words in | words out | references | nothing to resolve |
|---|---:|---:|---:|---:|---:|
${countsByGenre(rows)
  .map(([genre, ...counts]) => `| ${genre} | ${counts.map(thousands).join(' | ')} |`)
  .join('\n')}

| references | |
|---|---:|
${table(countsByPhenomenon(rows))}

A possessive may be a plural too, and both may be cataphora.

| rows with | |
|---|---:|
${table(countsByRow(rows))}

| sentences | rows |
|---:|---:|
${table(countsBySentences(rows))}

## Known limits

- Small, and clean: no spelling mistakes, no transcripts, no lists, nothing longer than a paragraph. For your own kind of text, add rows of it.
- A light tone prevails, in the law too. Sentences are shorter than in real newspapers and contracts.
- ${share} % of the rows have nothing to resolve. A model that sees only texts full of references may need more such rows.
- Rewrites repeat names more than a person would; that is the task.
- Descriptive references stand for people, organisations, places and ships that have a name; what has none is met by *it* and *they*.
- Who *she* or *the winger* is follows from the text or from what first names commonly tell. Singular *they* is rare.
- British and American spelling stand beside each other, each row in one of them. Most rows have straight quotation marks.
- One author, no second annotator: expect a few rows that you would have resolved otherwise.

Licence: MIT.
`
}

const thousands = (count: number) => count.toLocaleString('en-GB')
const table = (counts: readonly (readonly [string, number])[]) =>
  counts.map(([what, count]) => `| ${what} | ${thousands(count)} |`).join('\n')
