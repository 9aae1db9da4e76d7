import type { GgufType } from '../../electron/shared/exporting'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Segmented } from '../parts/Segmented'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

const types: readonly { readonly value: GgufType; readonly label: string }[] = [
  { value: 'bf16', label: 'bf16' },
  { value: 'f16', label: 'f16' },
  { value: 'q8_0', label: 'q8_0, packed' },
]

const hints: Readonly<Record<GgufType, string>> = {
  bf16: 'The numbers that most models have by themselves.',
  f16: 'More digits than bf16, and a range that some models’ numbers leave.',
  q8_0: 'Half the size. What that costs is not measured here: the certificate is of the weights before.',
}

/** How a GGUF is written, by which converter, and which Python runs that. */
export function ConverterChoice({ disabled }: { readonly disabled: boolean }) {
  const format = useStore((state) => state.format)
  const type = useStore((state) => state.ggufType)
  const chooseType = useStore((state) => state.chooseGgufType)
  const settings = useStore((state) => state.projection?.settings)
  const failure = useStore((state) => state.converterFailure)
  const choose = useStore((state) => state.chooseConverter)
  const forget = useStore((state) => state.forgetPython)
  if (format !== 'gguf' || settings === undefined) return null
  const { ggufConverter: converter, ggufPython: python } = settings
  return (
    <section className="card stack" aria-label="Converter">
      <h2>By which converter</h2>
      <Segmented label="Weights of the GGUF" value={type} options={types} disabled={disabled} onChange={chooseType} />
      <p className="hint">{hints[type]}</p>
      <div className="row">
        <Button disabled={disabled} onClick={() => void choose('converter')}>
          {converter === null ? 'Choose the converter…' : 'Choose another converter…'}
        </Button>
        <span className="num quiet clip grow" title={converter ?? undefined}>
          {converter === null ? 'No converter is chosen yet.' : <VisibleText text={converter} />}
        </span>
      </div>
      <p className="hint">
        The file convert_hf_to_gguf.py in a checkout of llama.cpp. It is a program that runs with your rights: choose one that you trust.
      </p>
      <div className="row">
        <Button disabled={disabled} onClick={() => void choose('python')}>
          Choose its Python…
        </Button>
        <span className="num quiet clip grow" title={python ?? undefined}>
          {python === null ? 'python3 of the PATH' : <VisibleText text={python} />}
        </span>
        {python !== null && (
          <Button disabled={disabled} onClick={() => void forget()}>
            Use python3
          </Button>
        )}
      </div>
      <p className="hint">One that has what llama.cpp’s requirements name: torch, transformers, sentencepiece.</p>
      {failure !== null && <FailureNote failure={failure} title="That was not taken" />}
    </section>
  )
}
