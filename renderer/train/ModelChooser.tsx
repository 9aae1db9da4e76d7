import { useState } from 'react'
import type { ModelInfo } from '../../electron/shared/model'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { allModels, chosenModel, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { bytes, counted } from '../text/format'
import { HubDialog } from './HubDialog'

/** The models that are here, and the two ways to bring another. */
export function ModelChooser() {
  const models = useStore(allModels)
  const chosen = useStore(chosenModel)
  const choose = useStore((state) => state.chooseModel)
  const addFolder = useStore((state) => state.addModelFolder)
  const failure = useStore((state) => state.modelFailure)
  const [hubOpen, setHubOpen] = useState(false)
  return (
    <div className="stack">
      {models.length === 0 && <p className="quiet">No model is here yet. Bring one:</p>}
      <div className="models" role="radiogroup" aria-labelledby="form-model">
        {models.map((model) => {
          const key = modelKey(model.ref)
          return (
            <label key={key} className="option">
              <input type="radio" name="model" checked={chosen !== null && key === modelKey(chosen.ref)} onChange={() => choose(key)} />
              <span className="grow">
                <b className="clip">
                  <VisibleText text={model.name} />
                </b>
                <span className="small quiet">{describe(model)}</span>
              </span>
              <span className="num quiet">{bytes(model.bytes)}</span>
            </label>
          )
        })}
      </div>
      {failure !== null && <FailureNote failure={failure} />}
      <div className="row">
        <Button onClick={() => void addFolder()}>Add a model folder…</Button>
        <Button onClick={() => setHubOpen(true)}>Download from Hugging Face…</Button>
      </div>
      {hubOpen && <HubDialog onClose={() => setHubOpen(false)} />}
    </div>
  )
}

function describe(model: ModelInfo): string {
  if (model.ref.kind === 'demo') return 'Made for trying the app: learns the sample in a few minutes. Not for real text.'
  const parts = [
    model.architecture,
    model.layers === null ? null : counted(model.layers, 'layer'),
    model.quantizedBits === null ? null : `${model.quantizedBits}-bit`,
    model.ref.kind === 'hub' ? 'from Hugging Face' : 'a folder of yours',
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
