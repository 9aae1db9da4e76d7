import type { Edit } from '../../electron/shared/resolution'
import { VisibleText } from '../parts/VisibleText'
import { hueOf } from './entities'
import { classOf, type Mark, type Rewritten, type Segment, titleOf } from './marks'
import type { Walk } from './use-walk'

type Props = {
  readonly segments: readonly Segment[]
  readonly edits: readonly Edit[]
  /** What a person made of the changes, by their places. */
  readonly decisions?: Rewritten['decisions']
  /** Whose lit entity shows; with `walkable` its changes can be walked through here. */
  readonly walk: Walk | null
  readonly walkable?: boolean
  /** Keeps every character where a text area has it: hidden ones stay hidden. */
  readonly raw?: boolean
}

/** Text with its marks. A change can be focused where the answer is walked through; its name says what it was. */
export function Marked({ segments, edits, decisions, walk, walkable = false, raw = false }: Props) {
  return segments.map(({ text, mark }, place) => {
    const shown = raw ? text : <VisibleText text={text} />
    if (mark.kind === 'plain') return <span key={place}>{shown}</span>
    const entity = 'entity' in mark ? mark.entity : null
    const lit = entity !== null && walk?.lit?.index === entity.index
    const accepted = 'edit' in mark && decisions?.get(mark.edit)?.kind === 'accepted'
    const className = `mark ${classOf(mark)}${hueOf(entity)}${lit ? ' lit' : ''}${accepted ? ' accepted' : ''}`
    const edit = 'edit' in mark ? edits[mark.edit] : undefined
    if (!walkable || walk === null || edit === undefined || !('edit' in mark)) {
      return (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a mention only lights the others
        <span
          key={place}
          className={className}
          title={titleOf(mark, edit)}
          onMouseEnter={() => walk?.light(entity)}
          onMouseLeave={() => walk?.light(null)}
        >
          {bracketed(mark, shown)}
        </span>
      )
    }
    return (
      // biome-ignore lint/a11y/useSemanticElements: a button's box does not break across lines as words do
      <span
        key={place}
        role="button"
        tabIndex={walk.at === mark.edit || (walk.at === null && mark.edit === 0) ? 0 : -1}
        data-walk={mark.edit}
        className={`${className}${walk.at === mark.edit ? ' here' : ''}`}
        title={titleOf(mark, edit)}
        aria-label={`${text}: ${titleOf(mark, edit)}${accepted ? ', accepted' : ''}`}
        onFocus={() => {
          walk.visit(mark.edit)
          walk.light(entity)
        }}
        onBlur={() => walk.light(null)}
        onMouseEnter={() => walk.light(entity)}
        onMouseLeave={() => walk.light(null)}
        onKeyDown={(event) => event.key === 'Enter' && walk.visit(mark.edit)}
      >
        {bracketed(mark, shown)}
      </span>
    )
  })
}

const bracketed = (mark: Mark, shown: React.ReactNode) =>
  mark.kind === 'dropped' ? <>⟨{shown}⟩</> : mark.kind === 'invented' ? <>{shown}✗</> : shown
