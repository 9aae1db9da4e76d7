import { type DataPart, type DatasetSummary, dataPart, type SplitReport, type SplitSettings } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import { percent } from '../text/format'
import { useForm } from '../train/use-form'
import { partWords } from './part-words'
import { useSplit } from './use-split'

type Props = { readonly dataset: DatasetSummary; readonly onClose: () => void }

/** How a run would divide the rows: by the form's own share and seed, which can be set here too. */
export function SplitPanel({ dataset, onClose }: Props) {
  const form = useForm()
  const type = useStore((state) => state.type)
  const entries = useStore((state) => state.entries)
  const { id, changes, epoch } = dataset
  const settings = useSplit()
  const answer = useAnswer('dataset.split', settings && { datasetId: id, settings }, `${changes} ${epoch}`, { stays: true })
  if (form === null || settings === null) return null
  const field = (path: 'validation_fraction' | 'seed', label: string, hint: string) => (
    <Field label={label} hint={hint} wrong={form.wrong.get(path) ?? null}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          inputMode="decimal"
          className="num"
          value={String(entries[path] ?? form.config[path])}
          onChange={(event) => type({ [path]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <header className="pane-head">
        <h2>Split</h2>
        <span className="grow" />
        <Button look="quiet" onClick={onClose}>
          Back to the row
        </Button>
      </header>
      <div className="detail split">
        <div className="split-fields">
          {field(
            'validation_fraction',
            'Share for validation',
            'Rows that are never trained on, to see what was learned. 0.03 is 3 %; at most 0.5.',
          )}
          {field('seed', 'Seed', 'The same seed always divides the same rows alike.')}
        </div>
        {answer === null ? (
          <p className="nothing">Dividing the rows …</p>
        ) : answer.ok ? (
          <Report dataset={dataset} report={answer.value} split={settings} />
        ) : (
          <FailureNote failure={answer.failure} />
        )}
      </div>
    </>
  )
}

type ReportProps = { readonly dataset: DatasetSummary; readonly report: SplitReport; readonly split: SplitSettings }

function Report({ dataset, report, split }: ReportProps) {
  const find = useStore((state) => state.find)
  const all = dataPart.options.reduce((sum, part) => sum + report[part].rows, 0)
  const parts = dataPart.options.filter((part) => part !== 'test' || report.test.rows > 0)
  return (
    <>
      <table className="split-table">
        <caption className="unseen">Rows by part</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Rows</th>
            <th scope="col">Share</th>
            <th scope="col">Put there</th>
            <th scope="col">Median length</th>
            <th scope="col">
              <span className="unseen">Show</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part}>
              <th scope="row">{partWords[part]}</th>
              <td className="num">{count(report[part].rows)}</td>
              <td className="num">{percent(all === 0 ? 0 : report[part].rows / all)}</td>
              <td className="num">{count(report[part].given)}</td>
              <td className="num">{count(report[part].median)}</td>
              <td>
                <Button look="quiet" onClick={() => find(dataset.id, { part: { name: part, split } })}>
                  Show
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Lengths report={report} parts={parts} />
      <div className="row">
        {report.leaks === 0 ? (
          <Flag tone="ok">no text is on both sides</Flag>
        ) : (
          <Flag tone="bad" onPress={() => find(dataset.id, { problem: 'leak' })}>
            {counted(report.leaks, 'held-out row')} with a text that is also trained on
          </Flag>
        )}
        {report.groups > 0 && <Flag>{counted(report.groups, 'group')} kept together</Flag>}
      </div>
      <p className="small quiet">
        Rows of one text, or of one document (a row’s <code>group</code>, <code>document</code> or <code>doc_id</code>), stay on one side.
        Rows that files or hands put somewhere stay there; choose rows and move them to put them by hand.
      </p>
    </>
  )
}

type LengthsProps = { readonly report: SplitReport; readonly parts: readonly DataPart[] }

/** Whether each part has short and long texts alike: shares of its rows by length. */
function Lengths({ report, parts }: LengthsProps) {
  const ends = report.classes
  const names = [
    ...ends.map((end, at) => (at === 0 ? `up to ${count(end)}` : `${count((ends[at - 1] ?? 0) + 1)}–${count(end)}`)),
    `over ${count(ends.at(-1) ?? 0)}`,
  ]
  const shares = parts.map((part) => ({ part, shares: report[part].lengths.map((rows) => rows / Math.max(1, report[part].rows)) }))
  const most = Math.max(0.01, ...shares.flatMap((each) => each.shares))
  const shown = names.map((name, at) => ({ name, at })).filter(({ at }) => shares.some((each) => (each.shares[at] ?? 0) > 0))
  return (
    <table className="split-lengths">
      <caption className="small quiet">Length of the sources in characters, as a share of each part</caption>
      <thead>
        <tr>
          <th scope="col">Characters</th>
          {parts.map((part) => (
            <th key={part} scope="col">
              {partWords[part]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, at }) => (
          <tr key={name}>
            <th scope="row" className="num">
              {name}
            </th>
            {shares.map(({ part, shares: each }) => (
              <td key={part} className="num">
                {percent(each[at] ?? 0)}
                <i className="share" style={{ width: `${((each[at] ?? 0) / most) * 100}%` }} aria-hidden="true" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
