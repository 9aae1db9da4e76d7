import { visibleSegments } from '../../electron/shared/hidden-characters'

/** Text from outside: as text, with what would not be seen made visible. */
export function VisibleText({ text }: { readonly text: string }) {
  return visibleSegments(text).map((segment, place) =>
    segment.kind === 'text' ? (
      segment.text
    ) : (
      <span key={place} className="control" title={`Hidden character ${segment.name}`}>
        {segment.name}
      </span>
    ),
  )
}
