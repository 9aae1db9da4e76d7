import type { HubEnvironment } from '../../../../electron/core/hub/hub-access'
import type { ModelPlaces } from '../../../../electron/core/models/discovery/model-places'

/** No other program keeps models: what lies on the machine that runs the tests decides nothing. */
export const noModelPlaces: ModelPlaces = { hub: '/antecedent-tests/no-models', lmStudio: [] }

/** The same for a process of its own, which looks where the environment says. */
export const withoutModelPlaces = {
  HF_HUB_CACHE: noModelPlaces.hub,
  HOME: '/antecedent-tests/no-home',
  HF_ENDPOINT: 'http://127.0.0.1:9',
} as const

/** A Hub that nobody answers for: no test asks the network by mistake. */
export const noHub: HubEnvironment = { address: 'http://127.0.0.1:9', token: null, loginFile: null }
