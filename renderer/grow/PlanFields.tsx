import { Fragment } from 'react'
import { Field } from '../parts/Field'
import { useStore } from '../studio/store'
import { type PlanField, type PlanReading, weightFields } from './plan-draft'

const kindWords = {
  woman: 'Women',
  man: 'Men',
  group: 'Groups',
  organisation: 'Organisations',
  place: 'Places',
  thing: 'Things',
} as const
const phenomenonWords = {
  pronoun: 'Pronouns: he, she, it, they',
  possessive: 'Possessives: his, her, its',
  descriptive: 'Descriptions: “the company”',
  plural: 'Plurals: they, both',
  cataphora: 'Pronoun before its name',
} as const

/** What the rows are to be like. */
export function PlanFields({ reading }: { readonly reading: PlanReading }) {
  const plan = useStore((state) => state.growForm.plan)
  const type = useStore((state) => state.typeGrow)
  const field = (name: PlanField, label: string, hint?: string) => (
    <Field label={label} hint={hint} wrong={reading.wrong.get(name) ?? null}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          spellCheck={false}
          value={plan[name]}
          onChange={(event) => type({ plan: { ...plan, [name]: event.target.value } })}
        />
      )}
    </Field>
  )
  const weights = <N extends string>(fields: Readonly<Record<N, PlanField>>, words: Readonly<Record<N, string>>) =>
    (Object.keys(fields) as N[]).map((name) => <Fragment key={name}>{field(fields[name], words[name])}</Fragment>)
  return (
    <>
      <div className="grow-three">
        {field('rows', 'Rows')}
        {field('textsPerRequest', 'Texts a request')}
        {field('seed', 'Seed', 'The same seed plans the same rows.')}
      </div>
      <details className="plan-more">
        <summary>What the rows are like</summary>
        <div className="stack">
          {field('genres', 'Kinds of text', 'With commas between. Every kind gets as many rows as any other.')}
          {field('domains', 'Subjects')}
          {field('styles', 'Styles')}
          <div className="grow-four">
            {field('sentencesLeast', 'Sentences, least')}
            {field('sentencesMost', 'Sentences, most')}
            {field('entitiesLeast', 'Entities, least')}
            {field('entitiesMost', 'Entities, most')}
          </div>
          <fieldset className="plain">
            <legend>What is referred to, by weight</legend>
            <div className="grow-three">{weights(weightFields.kinds, kindWords)}</div>
          </fieldset>
          <fieldset className="plain">
            <legend>How it is referred to, by weight</legend>
            <div className="grow-three">{weights(weightFields.phenomena, phenomenonWords)}</div>
          </fieldset>
          <fieldset className="plain">
            <legend>Shares, in percent of all rows</legend>
            <div className="grow-four">
              {field('nothingToResolve', 'Nothing to resolve')}
              {field('quotations', 'With a quotation')}
              {field('pleonastic', 'An “it” for nothing')}
              {field('severalAgreeing', 'Several who agree', 'Of the rows with several entities.')}
            </div>
          </fieldset>
        </div>
      </details>
    </>
  )
}
