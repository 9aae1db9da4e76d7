/** Where a list stands: the top of the row at `place` is `top` pixels below the top of the view; negative above it. */
export type Anchor = { readonly place: number; readonly top: number }

/** Lowest that a row can be, in pixels; the style sheet knows the same. */
export const lowest = 35
/** What a row's share of the scroll bar is, in pixels, as long as that does not become too tall. */
const share = 44
/** The tallest a list is made, in pixels: browsers cut an element off at about 33 million. */
const tallest = 15_000_000
/** Pixels above and below the view for which rows are there already. */
const margin = 280

/** How tall the scrolled element is, in pixels: in long lists one of its pixels stands for several of the rows. */
export const trackHeight = (count: number, view: number): number => Math.max(view, Math.min(tallest, count * share))

/** The places from `from` to before `to` that have to be there so that the view is filled. */
export function placesAround({ place, top }: Anchor, count: number, view: number): { readonly from: number; readonly to: number } {
  const above = Math.ceil((Math.max(0, top) + margin) / lowest)
  const below = Math.ceil((Math.max(0, view - top) + margin) / lowest)
  return { from: Math.max(0, Math.min(place, count) - above), to: Math.min(count, place + below) }
}

/** A scroll position as an anchor. `rows` of them fit the view. */
export function anchorAt(scroll: number, count: number, view: number, rows: number): Anchor {
  const reach = trackHeight(count, view) - view
  if (reach <= 0 || scroll <= 0) return { place: 0, top: 0 }
  if (scroll >= reach - 1) return { place: Math.max(0, count - 1), top: 0 }
  const passed = (scroll / reach) * Math.max(0, count - rows)
  const place = Math.floor(passed)
  return { place, top: -(passed - place) * (view / Math.max(1, rows)) }
}

/** An anchor as a scroll position. `height` of its row in pixels. */
export function scrollAt({ place, top }: Anchor, height: number, count: number, view: number, rows: number): number {
  const reach = trackHeight(count, view) - view
  const most = count - rows
  if (reach <= 0 || most <= 0) return 0
  return Math.min(reach, Math.max(0, ((place - top / Math.max(1, height)) / most) * reach))
}
