/** The four steps. */
export const screens = ['dataset', 'train', 'resolve', 'export'] as const
export type Screen = (typeof screens)[number]

/** Where the window is, and what it looks at there. */
export type Route = {
  readonly screen: Screen
  /** A dataset's id on `dataset`, a run's id on the others; `new` on `train` is the form; null keeps what was looked at. */
  readonly subject: string | null
}

/** A route as an address within the page. */
export function hashOf(route: Route): string {
  return route.subject === null ? `#${route.screen}` : `#${route.screen}/${route.subject}`
}

/** An address within the page as a route; null for one that is not ours. */
export function routeOf(hash: string): Route | null {
  const match = /^#([a-z]+)(?:\/([a-z0-9][a-z0-9-]{0,63}))?$/.exec(hash)
  const screen = screens.find((name) => name === match?.[1])
  return screen === undefined ? null : { screen, subject: match?.[2] ?? null }
}
