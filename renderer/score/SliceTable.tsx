import { counted } from '../../electron/shared/quantities'
import { intervalWords, shareWords, sliceWords, systemWords } from '../../electron/shared/score-words'
import type { SliceResult } from '../../electron/shared/scorecard'
import { inOrder } from './score-words'

/** How each system does on parts of the references and of the texts. */
export function SliceTable({ slices }: { readonly slices: readonly SliceResult[] }) {
  const systems = inOrder(slices[0]?.systems ?? []).map(({ system }) => system)
  return (
    <table className="scores">
      <caption className="small quiet">
        References resolved of each kind, with the 95 % interval; where nothing is to be resolved, texts left as they should be.
      </caption>
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
            const byTexts = mentions === 0
            return (
              <tr key={slice}>
                <th scope="row">{sliceWords[slice]}</th>
                <td>{byTexts ? counted(texts, 'text') : counted(mentions, 'reference')}</td>
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
