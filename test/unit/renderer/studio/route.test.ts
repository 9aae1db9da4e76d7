import { expect, it } from 'vitest'
import { hashOf, type Route, routeOf } from '../../../../renderer/studio/route'

it.each<Route>([
  { screen: 'dataset', subject: null },
  { screen: 'train', subject: 'new' },
  { screen: 'export', subject: 'r-2026-11-22-27001d9a' },
])('reads back the address it writes: %o', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route)
})

it.each(['', '#', '#nowhere', '#train/../x', '#train/UPPER', '#token=abc'])('takes no address that is not its own: %s', (hash) => {
  expect(routeOf(hash)).toBeNull()
})
