import { useState } from 'react'
import { memoryWords } from '../../electron/shared/memory-words'
import type { ModelInfo } from '../../electron/shared/model'
import { bytes } from '../../electron/shared/quantities'
import { DownloadList } from '../hub/DownloadList'
import { HubDialog } from '../hub/HubDialog'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { allModels, chosenModel, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { describeModel, fitFlag } from './model-words'
import { PackDialog } from './PackDialog'
import { SuggestedModels } from './SuggestedModels'

/** The models that are here, with what each takes of this machine, and the ways to bring another. */
export function ModelChooser() {
  const models = useStore(allModels)
  const chosen = useStore(chosenModel)
  const addFolder = useStore((state) => state.addModelFolder)
  const failure = useStore((state) => state.modelFailure)
  const [hubOpen, setHubOpen] = useState(false)
  const [packed, setPacked] = useState<ModelInfo | null>(null)
  return (
    <div className="stack">
      {models.length === 0 && <p className="quiet">No model is here yet. Bring one:</p>}
      <div className="models" role="radiogroup" aria-labelledby="form-model">
        {models.map((model) => (
          <ModelOption key={modelKey(model.ref)} model={model} checked={model === chosen} />
        ))}
      </div>
      <DownloadList />
      {failure !== null && <FailureNote failure={failure} />}
      <div className="row">
        <Button onClick={() => void addFolder()}>Add a model folder…</Button>
        <Button onClick={() => setHubOpen(true)}>Download from Hugging Face…</Button>
        {chosen !== null && isPackable(chosen) && <Button onClick={() => setPacked(chosen)}>Pack into fewer bits…</Button>}
      </div>
      {packed !== null && <PackDialog model={packed} onClose={() => setPacked(null)} />}
      {hubOpen && <HubDialog onClose={() => setHubOpen(false)} />}
      <SuggestedModels />
    </div>
  )
}

/** The demo model is small enough as it is. */
function isPackable({ ref, quantizedBits, supported }: ModelInfo): boolean {
  return ref.kind !== 'demo' && quantizedBits === null && supported
}

function ModelOption({ model, checked }: { readonly model: ModelInfo; readonly checked: boolean }) {
  const choose = useStore((state) => state.chooseModel)
  const key = modelKey(model.ref)
  return (
    <label className="option">
      <input type="radio" name="model" checked={checked} disabled={!model.supported} onChange={() => choose(key)} />
      <span className="grow">
        <b className="clip">
          <VisibleText text={model.name} />
        </b>
        <span className="small quiet">
          <VisibleText text={describeModel(model)} />
        </span>
        {model.ref.kind !== 'demo' && model.supported && model.memory !== null && (
          <span className="small quiet memory">{memoryWords(model.memory)}</span>
        )}
      </span>
      <Verdict model={model} />
      {model.trouble === null && <span className="num quiet">{bytes(model.bytes)}</span>}
    </label>
  )
}

/** Whether a model can be used, and whether this machine is enough for it; the demo model fits anywhere, which says nothing. */
function Verdict({ model }: { readonly model: ModelInfo }) {
  if (model.trouble !== null || model.memory === null) return <Flag tone="bad">refused</Flag>
  if (!model.supported) return <Flag tone="bad">not known to mlx-lm</Flag>
  const { tone, words } = fitFlag(model.memory)
  return model.ref.kind === 'demo' && tone === 'ok' ? null : <Flag tone={tone}>{words}</Flag>
}
