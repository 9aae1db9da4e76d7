import { useState } from 'react'
import { memoryWords } from '../../electron/shared/memory-words'
import { bytes } from '../../electron/shared/quantities'
import type { SuggestedModel } from '../../electron/shared/suggested-model'
import { HubDialog } from '../hub/HubDialog'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { allModels, onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { fitFlag, parametersWords, reposHere, versionWords } from './model-words'
import './models.css'

/** A short list of models that suit the task, with what each would take; nothing is downloaded before it was said what and from where. */
export function SuggestedModels() {
  const models = useStore((state) => state.suggestedModels)
  const ask = useStore((state) => state.askSuggestedModels)
  const mac = useStore(onMac)
  const [repo, setRepo] = useState<string | null>(null)
  return (
    <details className="suggested" onToggle={(event) => event.currentTarget.open && void ask()}>
      <summary>Models to download</summary>
      <p className="small quiet">
        Figures are estimates for this {mac ? 'Mac' : 'machine'}: memory to answer a text of some pages, and to train on rows of 512 tokens
        with the balanced settings; at least, with one row at a time and activations recomputed.
      </p>
      <ul className="suggested-models">
        {models.map((model) => (
          <Suggested key={model.original} model={model} onDownload={setRepo} />
        ))}
      </ul>
      {repo !== null && <HubDialog repo={repo} onClose={() => setRepo(null)} />}
    </details>
  )
}

type SuggestedProps = { readonly model: SuggestedModel; readonly onDownload: (repo: string) => void }

function Suggested({ model, onDownload }: SuggestedProps) {
  return (
    <li>
      <p>
        <b>{model.name}</b>{' '}
        <span className="small quiet">
          {parametersWords(model.parameters)} · {model.licence.name}
          {model.licence.terms && ' (terms apply)'}
        </span>
      </p>
      {model.finding !== null && <p className="small">{model.finding}</p>}
      <ul className="versions">
        {model.versions.map((version) => (
          <Version key={version.repo} name={model.name} version={version} onDownload={onDownload} />
        ))}
      </ul>
    </li>
  )
}

type VersionProps = {
  readonly name: string
  readonly version: SuggestedModel['versions'][number]
  readonly onDownload: (repo: string) => void
}

function Version({ name, version, onDownload }: VersionProps) {
  const here = useStore((state) => reposHere(allModels(state)).has(version.repo))
  const { tone, words } = fitFlag(version.memory)
  const called = versionWords(version.bits)
  return (
    <li className="version">
      <span className="grow">
        <b>{called}</b>, about <span className="num">{bytes(version.bytes)}</span> to download <Flag tone={tone}>{words}</Flag>
        <span className="small quiet memory">{memoryWords(version.memory)}</span>
      </span>
      {here ? (
        <span className="small quiet">is here</span>
      ) : (
        <Button aria-label={`Download ${name}, ${called}`} onClick={() => onDownload(version.repo)}>
          Download…
        </Button>
      )}
    </li>
  )
}
