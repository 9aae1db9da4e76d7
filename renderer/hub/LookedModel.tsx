import type { HubModel } from '../../electron/shared/hub'
import { memoryWords } from '../../electron/shared/memory-words'
import { Button } from '../parts/Button'
import { Facts } from '../parts/Facts'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { fitFlag } from '../train/model-words'
import { lacksRoom, toFetchWords } from './download-words'

type Props = { readonly model: HubModel; readonly onFetched: () => void }

/** What a model of the Hub is, takes, and is given under; and the way to fetch it. */
export function LookedModel({ model, onFetched }: Props) {
  const fetchIt = useStore((state) => state.fetchLooked)
  const failure = useStore((state) => state.downloadFailure)
  const noRoom = lacksRoom(model)
  const flag = model.memory === null ? null : fitFlag(model.memory)
  const submit = async () => {
    if (await fetchIt()) onFetched()
  }
  return (
    <section className="looked" aria-label={model.repo}>
      <Facts
        facts={[
          { name: 'Kind', value: <VisibleText text={kindOf(model)} /> },
          { name: 'Licence', value: <VisibleText text={licenceOf(model)} /> },
          { name: 'To fetch', value: toFetchWords(model) },
          { name: 'From', value: model.page },
          ...(model.memory === null || flag === null
            ? []
            : [
                {
                  name: 'On this machine',
                  value: (
                    <>
                      {memoryWords(model.memory)} <Flag tone={flag.tone}>{flag.words}</Flag>
                    </>
                  ),
                },
              ]),
        ]}
      />
      {model.trouble !== null && <FailureNote failure={{ code: 'model-invalid', message: model.trouble }} />}
      {noRoom && <p className="wrong">✗ There is too little room for it. Free some space first.</p>}
      {failure !== null && <FailureNote failure={failure} />}
      <div className="row">
        <Button look="primary" disabled={model.trouble !== null || noRoom} onClick={() => void submit()}>
          {model.here > 0 ? 'Go on with the download' : 'Download'}
        </Button>
      </div>
    </section>
  )
}

function kindOf({ architecture, quantizedBits }: HubModel): string {
  if (architecture === '') return 'not known'
  return quantizedBits === null ? architecture : `${architecture}, packed into ${quantizedBits} bits`
}

function licenceOf({ licence, gated }: HubModel): string {
  const named = licence ?? 'not said: read its page'
  return gated ? `${named} · its publisher lets people in one by one` : named
}
