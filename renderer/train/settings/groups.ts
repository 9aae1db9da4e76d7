import { howItLearns } from './how-it-learns'
import { howLong } from './how-long'
import { keeping } from './keeping'
import { other } from './other'
import type { Setting, SettingGroup } from './setting'
import { whatChanges } from './what-changes'
import { whatFits } from './what-fits'

/** Every setting of a run, as the form shows them. */
export const groups: readonly SettingGroup[] = [howLong, howItLearns, whatChanges, whatFits, keeping, other]

/** The same without groups. */
export const settings: readonly Setting[] = groups.flatMap((group) => group.settings)
