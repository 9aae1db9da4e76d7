import { count } from '../../electron/shared/quantities'
import { intervalWords, shareWords, sliceWords, systemWords } from '../../electron/shared/score-words'
import type { SliceResult } from '../../electron/shared/scorecard'
import { inOrder } from './score-words'

/** How each system does on parts of the references and of the texts. */
export function SliceTable({ slices }: { readonly slices: readonly SliceResult[] }) {
  const systems = inOrder(slices[0]?.systems ?? []).map(({ system }) => system)
  return (
    <table className="scores">
      <caption className="unseen">References right by kind, texts right by length</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">of</th>
          {systems.map((system) => (
            <th key={system} scope="col">
              {systemWords[system]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="num">
        {slices
          .filter(({ texts }) => texts > 0)
          .map(({ slice, texts, mentions, systems: results }) => {
            const byTexts = slice === 'nothing-to-resolve'
            return (
              <tr key={slice}>
                <th scope="row">{sliceWords[slice]}</th>
                <td>{count(byTexts ? texts : mentions)}</td>
                {inOrder(results).map((result) => (
                  <td key={result.system}>
                    {shareWords(byTexts ? result.perfectTexts / texts : result.recall)}
                    <span className="interval quiet"> {intervalWords(byTexts ? result.perfectInterval : result.interval)}</span>
                  </td>
                ))}
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}
