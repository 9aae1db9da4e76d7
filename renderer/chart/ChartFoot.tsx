import { useState } from 'react'
import type { Failure } from '../../electron/shared/errors'
import { folderNameOf } from '../../electron/shared/folder-name'
import { count, loss } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { copyPicture } from '../parts/copy-picture'
import { download } from '../parts/download'
import { FailureNote } from '../parts/FailureNote'
import { metricsOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { CompareDialog } from './CompareDialog'
import type { Drawing } from './chart-options'
import { csvOf } from './csv'
import { Legend } from './Legend'
import { views } from './views'

type Props = { readonly run: Run; readonly drawing: Drawing }

/** Size of an exported chart, in pixels of the page; the picture has two for each. */
const picture = { width: 960, height: 480 }

/** The legend, and what can be done with the chart. */
export function ChartFoot({ run, drawing }: Props) {
  const log = useStore(metricsOf(run.id))
  const [comparing, setComparing] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [copied, setCopied] = useState(false)
  const announce = useStore((state) => state.announce)
  const { title } = views[drawing.view]
  const name = folderNameOf(run.name)
  const draw = async () => {
    const { pictureOf } = await import('./picture')
    const words = { title: run.name, subtitle: `${title} by step · ${run.model.name} on ${run.dataset.name}${bestWords(drawing)}` }
    return pictureOf(drawing, words, picture.width, picture.height)
  }
  const save = async () => {
    try {
      download(`${name}-${drawing.view}.png`, await draw())
      setFailure(null)
    } catch (error) {
      setFailure({ code: 'internal', message: error instanceof Error ? error.message : String(error) })
    }
  }
  const copy = async () => {
    const refused = await copyPicture(draw())
    setFailure(refused)
    if (refused !== null) return
    announce('Copied.')
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <>
      <footer className="pane-foot chart-foot">
        <Legend view={drawing.view} lines={drawing.lines} marks={drawing.marks} />
        <div className="row">
          <Button look="quiet" onClick={() => setComparing(true)}>
            Compare…
          </Button>
          <Button look="quiet" title="The chart as it is shown, as a PNG" onClick={() => void save()}>
            Save picture
          </Button>
          <Button look="quiet" title="The same onto the clipboard" onClick={() => void copy()}>
            {copied ? '✓ Copied' : 'Copy picture'}
          </Button>
          <Button
            look="quiet"
            title="Every figure of the run, as CSV"
            onClick={() => download(`${name}.csv`, new Blob([csvOf(log.toArray())], { type: 'text/csv' }))}
          >
            Save data
          </Button>
        </div>
      </footer>
      {failure !== null && <FailureNote failure={failure} onDismiss={() => setFailure(null)} />}
      {comparing && <CompareDialog run={run} onClose={() => setComparing(false)} />}
    </>
  )
}

function bestWords({ view, marks: { best } }: Drawing): string {
  return view !== 'loss' || best === null ? '' : ` · validation ${loss(best.loss)} at the best step, ${count(best.step)} (ringed)`
}
