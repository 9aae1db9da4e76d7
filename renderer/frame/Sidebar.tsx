import { commands } from '../../electron/shared/commands'
import { counted } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { type Screen, screens } from '../studio/route'
import { allModels, allRuns, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { figureOf, wordOf } from './run-state'
import { ShortcutKeys } from './ShortcutKeys'

const titles: Readonly<Record<Screen, string>> = { dataset: 'Dataset', train: 'Train', resolve: 'Resolve', export: 'Export' }

/** The four steps, the runs, the models. Folds away in narrow windows. */
export function Sidebar() {
  const screen = useStore((state) => state.screen)
  const open = useStore((state) => state.sidebarOpen)
  const toggle = useStore((state) => state.toggleSidebar)
  const openSettings = useStore((state) => state.openSettings)
  return (
    <>
      <Button className="unfold" look="quiet" aria-expanded={open} aria-controls="sidebar" onClick={() => toggle(!open)}>
        Menu
      </Button>
      <nav id="sidebar" className={open ? 'sidebar open' : 'sidebar'} aria-label="Antecedent">
        <ul>
          {screens.map((name, place) => (
            <li key={name}>
              <a href={`#${name}`} aria-current={name === screen ? 'page' : undefined}>
                {titles[name]}
                <ShortcutKeys shortcut={{ key: String(place + 1) }} />
              </a>
            </li>
          ))}
        </ul>
        <Runs />
        <Models />
        <Button className="settings" look="quiet" shortcut={commands['app.settings']} onClick={openSettings}>
          Settings
        </Button>
      </nav>
    </>
  )
}

function Runs() {
  const runs = useStore(allRuns)
  const chosen = useStore((state) => (state.screen === 'dataset' ? null : state.runId))
  const unreadable = useStore((state) => state.projection?.unreadableRuns.length ?? 0)
  return (
    <section aria-labelledby="sidebar-runs">
      <h2 id="sidebar-runs">
        Runs
        <a href="#train/new">New run</a>
      </h2>
      {runs.length + unreadable === 0 && <p className="none">None yet. A run is one training.</p>}
      {unreadable > 0 && (
        <p className="none" title="Their records (run.json) are damaged or missing; their folders are left as they are.">
          ⚠ {counted(unreadable, 'run')} cannot be read
        </p>
      )}
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <RunLink run={run} chosen={run.id === chosen} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RunLink({ run, chosen }: { readonly run: Run; readonly chosen: boolean }) {
  return (
    <a className="run" href={`#train/${run.id}`} aria-current={chosen ? 'true' : undefined}>
      <i className={`dot ${run.state.state}`} aria-hidden="true" />
      <span className="clip" title={run.name}>
        <VisibleText text={run.name} />
      </span>
      <span className="unseen">{wordOf(run)}</span>
      <span className="num quiet">{figureOf(run)}</span>
    </a>
  )
}

function Models() {
  const models = useStore(allModels)
  const choose = useStore((state) => state.chooseModel)
  const go = useStore((state) => state.go)
  const train = (model: string) => {
    choose(model)
    go({ screen: 'train', subject: 'new' })
  }
  return (
    <section aria-labelledby="sidebar-models">
      <h2 id="sidebar-models">{models.length === 1 ? 'Model' : 'Models'}</h2>
      <ul>
        {models.map((model) => (
          <li key={model.location}>
            <button type="button" className="run" title={`Train it: ${model.location}`} onClick={() => train(modelKey(model.ref))}>
              <i className={model.trouble === null ? 'dot' : 'dot failed'} aria-hidden="true" />
              <span className="clip">
                <VisibleText text={model.name} />
              </span>
              {model.trouble !== null && <span className="unseen">refused</span>}
              <span className="num quiet">{model.quantizedBits === null ? '' : `${model.quantizedBits}-bit`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
