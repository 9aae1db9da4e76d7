import type { Output } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { FailureNote } from '../parts/FailureNote'
import { Scrolled } from '../parts/Scrolled'
import { VisibleText } from '../parts/VisibleText'
import { allModels, chosenModel, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import { spelledOut } from '../text/control-characters'
import { useSoundConfig } from '../train/use-sound-config'

type Rendered = Output<'dataset.render'>
type Props = { readonly dataset: DatasetSummary; readonly id: number }

/** A row as the model reads it: its chat template's text, with what is learned and what would be cut. */
export function RowAsRead({ dataset, id }: Props) {
  const models = useStore(allModels)
  const model = useStore(chosenModel)
  const choose = useStore((state) => state.chooseModel)
  const config = useSoundConfig()
  const longest = config?.max_seq_length ?? 2048
  const maskPrompt = config?.mask_prompt ?? true
  const input = model === null ? null : { datasetId: dataset.id, id, model: model.ref, longest, maskPrompt }
  const answer = useAnswer('dataset.render', input, `${dataset.changes} ${dataset.epoch}`)
  return (
    <div className="as-read">
      <div className="row">
        <select
          aria-label="Model that reads the row"
          value={model === null ? '' : modelKey(model.ref)}
          onChange={(event) => choose(event.target.value)}
        >
          {models.map((other) => (
            <option key={modelKey(other.ref)} value={modelKey(other.ref)}>
              {spelledOut(other.name)}
            </option>
          ))}
        </select>
        {answer?.ok === true && (
          <span className="small num quiet">
            {counted(answer.value.tokens, 'token')} of at most {count(longest)}
          </span>
        )}
      </div>
      {answer === null ? (
        <p className="nothing">Asking its template and tokenizer …</p>
      ) : answer.ok ? (
        <Pieces rendered={answer.value} />
      ) : (
        <FailureNote failure={answer.failure} />
      )}
    </div>
  )
}

function Pieces({ rendered }: { readonly rendered: Rendered }) {
  const learned = rendered.pieces.reduce((sum, piece) => sum + (piece.learned && !piece.cut ? piece.tokens : 0), 0)
  const cut = rendered.pieces.reduce((sum, piece) => sum + (piece.cut ? piece.tokens : 0), 0)
  return (
    <>
      <Scrolled className="rendered num" label="The row as the model reads it">
        {rendered.pieces.map((piece, place) => (
          <span key={place} className={piece.cut ? 'piece cut' : piece.learned ? 'piece learned' : 'piece'} title={titleOf(piece)}>
            <VisibleText text={piece.text} />
          </span>
        ))}
      </Scrolled>
      <p className="small quiet">
        <span className="piece learned">Tinted</span>: {counted(learned, 'token')} that are learned.
        {cut > 0 && (
          <>
            {' '}
            <span className="piece cut">Struck</span>: {counted(cut, 'token')} that would be cut.
          </>
        )}
      </p>
    </>
  )
}

function titleOf({ tokens, learned, cut }: Rendered['pieces'][number]): string {
  return `${counted(tokens, 'token')}, ${cut ? 'cut at the limit' : learned ? 'learned' : 'read, not learned'}`
}
