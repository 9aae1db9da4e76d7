import { Fragment, useState } from 'react'
import type { Output } from '../../electron/shared/contract'
import { assertNever, type Failure } from '../../electron/shared/errors'
import { type ExportResult, isFused, remedyFor, verdictOf } from '../../electron/shared/exporting'
import { bytes, count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'
import { Facts } from '../parts/Facts'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { request } from '../studio/client'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { certificateFacts } from './certificate-facts'
import { madeWords } from './format-words'

/** What was written, the proof that it answers as its adapter does, and what to do with it. */
export function Receipt({ result }: { readonly result: Output<'run.export'> }) {
  const { certificate } = result
  const remedy = remedyFor(certificate, result.bits)
  return (
    <section className="card stack receipt" aria-label="Receipt">
      <div>
        <h2>Exported</h2>
        <Facts
          facts={[
            { name: 'what', value: madeWords(result) },
            { name: 'files', value: count(result.files.length) },
            { name: 'size', value: bytes(result.bytes) },
          ]}
        />
        <p className="num path">
          <VisibleText text={result.path} />
        </p>
        <div className="row">
          <CopyButton text={result.path} label="Copy the path" />
          <Reveal handle={result.handle} />
        </div>
      </div>
      <div>
        <h2>Certificate</h2>
        <Verdict result={result} />
        <p className="small quiet">{proofOf(result)}</p>
        {isFused(result.format) && certificate.rows > 0 && <Facts facts={certificateFacts(certificate)} />}
        {certificate.parting !== null && <Parting {...certificate.parting} />}
        {remedy !== null && <p className="small caution">{remedy}</p>}
      </div>
      {result.notes.map((note) => (
        <p key={note} className="small caution">
          <VisibleText text={note} />
        </p>
      ))}
      {result.commands.map(({ label, command }) => (
        <div key={label} className="command">
          <h3>{label}</h3>
          <pre className="num">
            <Command text={command} />
          </pre>
          <CopyButton text={command} label={`Copy: ${label}`} />
        </div>
      ))}
    </section>
  )
}

/** The one thing to know of an export, where it was asked; of a GGUF the weights it was made from were. */
function Verdict({ result: { certificate, format } }: { readonly result: ExportResult }) {
  const verdict = verdictOf(certificate)
  const what = format === 'gguf' ? 'What it was made from' : 'It'
  switch (verdict) {
    case 'alike':
      return <p className="verdict good">✓ {what} answers as its adapter does.</p>
    case 'differs':
      return <p className="verdict caution">⚠ {what} answers otherwise than its adapter.</p>
    case 'unasked':
      return null
    default:
      return assertNever(verdict)
  }
}

/** A command to read, whose options are not broken at their hyphens. */
function Command({ text }: { readonly text: string }) {
  return text
    .split(/(?<= )(?=--)/)
    .map((part) => {
      const option = /^--[\w-]+/.exec(part)?.[0] ?? ''
      return { option, rest: part.slice(option.length) }
    })
    .map(({ option, rest }, at) => (
      <Fragment key={at}>
        <span className="whole">{option}</span>
        <VisibleText text={rest} />
      </Fragment>
    ))
}

/** How it is known that what was written says what was learned. */
function proofOf({ format, gguf, certificate: { rows } }: ExportResult): string {
  switch (format) {
    case 'adapter':
      return 'The adapter’s files, byte for byte.'
    case 'peft':
      return 'The adapter’s numbers, each of them, under the names that PEFT gives them.'
    case 'gguf':
      return rows === 0
        ? 'There were no held-out rows to ask. The .gguf itself was asked nothing.'
        : `Of the weights before the conversion: the fused model was loaded afresh, asked ${counted(rows, 'held-out row')} again, and compared with the adapter. The .gguf (${gguf?.type ?? 'gguf'}) itself was asked nothing.`
    case 'mlx':
    case 'lm-studio':
    case 'ollama':
      return rows === 0
        ? 'There were no held-out rows to ask.'
        : `The folder was loaded afresh, asked ${counted(rows, 'held-out row')} again, and compared with the adapter.`
    default:
      return assertNever(format)
  }
}

/** Where the first answers that differ part. */
function Parting({ row, adapter, export: other }: { readonly row: number; readonly adapter: string; readonly export: string }) {
  return (
    <dl className="parting small">
      <dt>Row {count(row + 1)}, the adapter goes on</dt>
      <dd className="num">
        <VisibleText text={adapter === '' ? '(it ends)' : adapter} />
      </dd>
      <dt>the export goes on</dt>
      <dd className="num">
        <VisibleText text={other === '' ? '(it ends)' : other} />
      </dd>
    </dl>
  )
}

/** Shows the exported folder; gone once the host says that it cannot. */
function Reveal({ handle }: { readonly handle: string }) {
  const mac = useStore(onMac)
  const web = useStore((state) => state.projection?.host === 'web')
  const [failure, setFailure] = useState<Failure | null>(null)
  if (web || failure?.code === 'not-allowed') return null
  const reveal = async () => {
    const answer = await request('file.reveal', { handle })
    setFailure(answer.ok ? null : answer.failure)
  }
  return (
    <>
      <Button onClick={() => void reveal()}>{mac ? 'Show in Finder' : 'Show in its folder'}</Button>
      {failure !== null && <FailureNote failure={failure} />}
    </>
  )
}
