import type { Preflight } from '../../electron/shared/preflight'
import { count, counted } from '../../electron/shared/quantities'
import { tokenBars } from './token-histogram'

type Props = { readonly tokens: Preflight['tokens']; readonly limit: number }

/** How long the rows are in the model's own tokens, and where the limit cuts. */
export function TokenHistogram({ tokens, limit }: Props) {
  const drawing = tokenBars(tokens.histogram, limit)
  return (
    <section aria-labelledby="preflight-tokens">
      <h3 id="preflight-tokens">Length of rows</h3>
      {drawing.bars.length > 0 && (
        <div className="histogram">
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {drawing.bars.map((bar) => (
              <rect
                key={bar.from}
                className={bar.beyond ? 'beyond' : ''}
                x={bar.left + bar.width * 0.06}
                width={bar.width * 0.88}
                y={1 - Math.max(bar.height, bar.rows > 0 ? 0.03 : 0)}
                height={Math.max(bar.height, bar.rows > 0 ? 0.03 : 0)}
              />
            ))}
          </svg>
          {drawing.limit !== null && <i className="limit" style={{ left: `${drawing.limit * 100}%` }} aria-hidden="true" />}
          <Table tokens={tokens} />
        </div>
      )}
      <p className="small quiet">
        Half have up to <b className="num">{count(tokens.p50)}</b> tokens, 95 % up to <b className="num">{count(tokens.p95)}</b>, the
        longest <b className="num">{count(tokens.max)}</b>.{' '}
        {drawing.limit === null ? `The limit of ${count(limit)} is far off.` : `The limit is ${count(limit)}.`}
      </p>
      <p className="small quiet">
        {counted(tokens.learned, 'token')} of {count(tokens.total)} in the rows to train on are learned.
      </p>
    </section>
  )
}

function Table({ tokens }: Pick<Props, 'tokens'>) {
  return (
    <table className="unseen">
      <caption>Rows by length in tokens</caption>
      <thead>
        <tr>
          <th scope="col">Tokens</th>
          <th scope="col">Rows</th>
        </tr>
      </thead>
      <tbody>
        {tokens.histogram.map((bin) => (
          <tr key={bin.from}>
            <th scope="row">
              {count(bin.from)} to {count(bin.to - 1)}
            </th>
            <td>{count(bin.rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
