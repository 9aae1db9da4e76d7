import { VisibleText } from '../parts/VisibleText'
import type { Entities } from './entities'
import { Marked } from './Marked'
import { outputSegments, type Rewritten } from './marks'
import type { Walk } from './use-walk'

type Props = {
  readonly rewrite: Rewritten
  readonly entities: Entities
  /** What can be walked through; null only shows. */
  readonly walk: Walk | null
}

/** A rewrite with what it replaced struck beside it, as a proofreader writes. */
export function WrittenIn({ rewrite, entities, walk }: Props) {
  return outputSegments(rewrite, entities).map((segment, place) => {
    const { mark } = segment
    const edit = 'edit' in mark && mark.kind !== 'dropped' && mark.kind !== 'undone' ? rewrite.edits[mark.edit] : undefined
    return (
      <span key={place}>
        {edit !== undefined && edit.before.trim() !== '' && (
          <>
            <del>
              <VisibleText text={edit.before} />
            </del>{' '}
          </>
        )}
        <Marked segments={[segment]} edits={rewrite.edits} decisions={rewrite.decisions} walk={walk} walkable={walk !== null} />
      </span>
    )
  })
}
