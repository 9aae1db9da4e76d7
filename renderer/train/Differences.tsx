import { useMemo } from 'react'
import type { Run } from '../../electron/shared/run'
import { type Charted, colourOfOther } from '../chart/views'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { WideTable } from '../parts/WideTable'
import { useStore } from '../studio/store'
import { differencesOf } from './differences'

type Props = {
  readonly run: Run
  readonly others: readonly Run[]
  /** The curves of all of them. */
  readonly charted: readonly Charted[]
}

/** In what runs that lie over one another differ, side by side. */
export function Differences({ run, others, charted }: Props) {
  const layOver = useStore((state) => state.layOver)
  const part = () => {
    for (const other of others) layOver(other.id, false)
  }
  const runs = useMemo(() => [run, ...others], [run, others])
  const differences = useMemo(
    () =>
      differencesOf(
        runs,
        charted.map(({ curves }) => curves.best?.loss ?? null),
      ),
    [runs, charted],
  )
  if (others.length === 0) return null
  return (
    <section className="differences" aria-labelledby="differences-title">
      <header className="pane-head">
        <h2 id="differences-title">What differs</h2>
        <span className="grow" />
        <Button onClick={part}>Compare no more</Button>
      </header>
      <WideTable label="Table of differences">
        <table>
          <thead>
            <tr>
              <td />
              {runs.map((each, place) => (
                <th key={each.id} scope="col">
                  <i
                    className="swatch"
                    aria-hidden="true"
                    style={{ background: `var(${place === 0 ? '--e1' : colourOfOther(place - 1)})` }}
                  />
                  <a href={`#train/${each.id}`}>
                    <VisibleText text={each.name} />
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="num">
            {differences.map(({ name, kind, values }) => (
              <tr key={name}>
                <th scope="row" className={kind}>
                  {name}
                </th>
                {values.map((value, place) => (
                  <td key={runs[place]?.id} className={value === values[0] ? 'quiet' : 'other'}>
                    <VisibleText text={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  )
}
