import { signs } from '../parts/Flag'
import { useStore } from '../studio/store'
import type { Described } from './preflight-view'
import type { Need } from './readiness'

type Props = Pick<Described, 'dataset'> & { readonly needs: readonly Need[] }

/** What a person's own data need before a run, as a list that says what is there and what is missing. */
export function Readiness({ dataset, needs }: Props) {
  if (dataset === null || needs.length === 0) return null
  return (
    <section className="readiness" aria-labelledby="readiness">
      <h3 id="readiness">With your own data</h3>
      <ul className="needs">
        {needs.map((need) => (
          <li className="need" key={need.id}>
            <span className={need.tone} aria-hidden="true">
              {signs[need.tone]}
            </span>
            <span>{need.words}.</span>
            {need.remedy !== null && <Remedy remedy={need.remedy} datasetId={dataset.id} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

const remedies: Readonly<Record<NonNullable<Need['remedy']>, string>> = {
  'write-rows': 'Have more written…',
  divide: 'Divide them otherwise…',
  'look-at-rows': 'Look at them',
  'choose-model': 'Choose another',
}

function Remedy({ remedy, datasetId }: { readonly remedy: keyof typeof remedies; readonly datasetId: string }) {
  const go = useStore((state) => state.go)
  const lookAt = useStore((state) => state.lookAt)
  const take = () => {
    if (remedy === 'choose-model') return document.getElementById('form-model')?.scrollIntoView({ block: 'start' })
    if (remedy !== 'look-at-rows') lookAt(datasetId, { panel: remedy === 'divide' ? 'split' : 'grow' })
    go({ screen: 'dataset', subject: datasetId })
  }
  return (
    <button type="button" className="link" onClick={take}>
      {remedies[remedy]}
    </button>
  )
}
