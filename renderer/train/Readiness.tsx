import { signs } from '../parts/Flag'
import { useStore } from '../studio/store'
import type { Described } from './preflight-view'
import type { Need } from './readiness'

type Props = Pick<Described, 'dataset'> & { readonly needs: readonly Need[] }

/** What a person's own data need before a run, as a list that says what is there and what is missing. */
export function Readiness({ dataset, needs }: Props) {
  if (dataset === null) return null
  if (needs.length === 0) return null
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

function Remedy({ remedy, datasetId }: { readonly remedy: NonNullable<Need['remedy']>; readonly datasetId: string }) {
  const go = useStore((state) => state.go)
  const lookAt = useStore((state) => state.lookAt)
  switch (remedy) {
    case 'write-rows':
      return (
        <button
          type="button"
          className="link"
          onClick={() => {
            lookAt(datasetId, { panel: 'grow' })
            go({ screen: 'dataset', subject: datasetId })
          }}
        >
          Have more written…
        </button>
      )
    case 'divide':
      return (
        <button
          type="button"
          className="link"
          onClick={() => {
            lookAt(datasetId, { panel: 'split' })
            go({ screen: 'dataset', subject: datasetId })
          }}
        >
          Divide them otherwise…
        </button>
      )
    case 'look-at-rows':
      return (
        <button type="button" className="link" onClick={() => go({ screen: 'dataset', subject: datasetId })}>
          Look at them
        </button>
      )
    case 'choose-model':
      return (
        <button type="button" className="link" onClick={() => document.getElementById('form-model')?.scrollIntoView({ block: 'start' })}>
          Choose another
        </button>
      )
  }
}
