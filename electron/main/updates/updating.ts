import type { MessageBoxOptions } from 'electron'
import { offerToFetch, offerToInstall, tellAbout } from './questions'
import type { Asker, Update, UpdateChannel, Updater, UpdateState } from './update'
import { type Circumstances, refusalToCheck, refusalToFetch, refusalToInstall } from './update-policy'

/** What updating needs of the app around it. */
export type UpdatingParts = {
  readonly version: string
  /** Loads the library, at the first look. */
  readonly load: () => Promise<Updater>
  readonly circumstances: () => Circumstances
  readonly channel: () => UpdateChannel
  /** Asks the person; answers with the number of the button. */
  readonly ask: (question: MessageBoxOptions) => Promise<number>
  /** Quits in order: what runs is paused and saved first. */
  readonly quit: () => void
  /** The state is another one. */
  readonly changed: (state: UpdateState) => void
  readonly log: (error: unknown) => void
}

/** From the first look for a newer version to its installation; a person decides about each step. */
export class Updating {
  readonly #parts: UpdatingParts
  #state: UpdateState = { state: 'none' }
  #updater: Updater | null = null
  #fetching: AbortController | null = null
  /** Questions that are before the person, or wait for the one before; a press or the clock adds none to them. */
  #questions = 0
  #lastQuestion: Promise<unknown> = Promise.resolve()
  /** An offer that was put off because something ran. */
  #offerLater = false
  #atQuit: 'nothing' | 'install' | 'restart' = 'nothing'

  constructor(parts: UpdatingParts) {
    this.#parts = parts
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Looks for a newer version and offers it. What the clock asks in vain is not told; what a person does, is. */
  async check(by: Asker): Promise<void> {
    if (this.#questions > 0) return
    const { circumstances, channel, version, log } = this.#parts
    const refusal = refusalToCheck(by, this.#state, circumstances())
    if (refusal !== null) return this.#tell(by, 'Updates are not looked for.', refusal)
    this.#become({ state: 'checking' })
    let update: Update | null
    try {
      this.#updater ??= await this.#parts.load()
      update = await this.#updater.check(channel())
    } catch (error) {
      log(error)
      this.#become({ state: 'none' })
      return this.#tell(by, 'Updates could not be looked for.', `${reasonOf(error)} Nothing was changed. Try again later.`)
    }
    this.#become(update === null ? { state: 'none' } : { state: 'found', update })
    if (update === null) return this.#tell(by, `Antecedent ${version} is the newest version.`)
    if (by === 'clock' && circumstances().busy) this.#offerLater = true
    else await this.#offer(update)
  }

  /** The next step, as a person asks for it in the menu. */
  async press(): Promise<void> {
    const { state } = this
    if (this.#questions > 0) return
    if (state.state === 'found') await this.#offer(state.update)
    else if (state.state === 'fetched') await this.#offerToInstall(state.update)
    else await this.check('person')
  }

  /** Something began or ended, or the settings are others: puts a download aside, goes on with it, makes an offer that was put off. */
  look(): void {
    const circumstances = this.#parts.circumstances()
    if (refusalToFetch(circumstances) !== null) this.#fetching?.abort()
    else if (this.#state.state === 'waiting') this.#during(this.#fetch(this.#state.update))
    else if (this.#state.state === 'found' && this.#offerLater) this.#during(this.#offer(this.#state.update))
  }

  /** How the app is left at the end of quitting, where an update is to be installed then; null where none is. `otherwise` leaves without it. */
  leaving(otherwise: () => void): (() => void) | null {
    const updater = this.#updater
    if (updater === null || this.#state.state !== 'fetched' || this.#atQuit === 'nothing') return null
    return () =>
      updater.install(this.#atQuit === 'restart', (error) => {
        this.#parts.log(error)
        otherwise()
      })
  }

  async #offer(update: Update): Promise<void> {
    this.#offerLater = false
    if ((await this.#ask(offerToFetch(update, this.#parts.version))) !== 0) return
    if (this.#state.state === 'found') await this.#fetch(update)
  }

  async #fetch(update: Update): Promise<void> {
    const { circumstances, log } = this.#parts
    const refusal = refusalToFetch(circumstances())
    if (refusal !== null) {
      this.#become({ state: 'waiting', update })
      return this.#tell('person', `Antecedent ${update.version} is not fetched yet.`, refusal)
    }
    const aborting = new AbortController()
    this.#fetching = aborting
    this.#become({ state: 'fetching', update, share: 0 })
    try {
      await this.#updater?.fetch((share) => this.#become({ state: 'fetching', update, share }), aborting.signal)
    } catch (error) {
      this.#become({ state: aborting.signal.aborted ? 'waiting' : 'found', update })
      if (aborting.signal.aborted) return
      log(error)
      return this.#tell('person', `Antecedent ${update.version} could not be fetched.`, `${reasonOf(error)} Nothing was changed.`)
    } finally {
      this.#fetching = null
    }
    this.#become({ state: 'fetched', update })
    await this.#offerToInstall(update)
  }

  async #offerToInstall(update: Update): Promise<void> {
    const { circumstances, quit } = this.#parts
    const answer = await this.#ask(offerToInstall(update))
    this.#atQuit = answer === 1 ? 'install' : 'nothing'
    if (answer !== 0) return
    const refusal = refusalToInstall(circumstances())
    if (refusal !== null) return this.#tell('person', 'The app is not restarted now.', refusal)
    this.#atQuit = 'restart'
    quit()
  }

  async #tell(by: Asker, message: string, detail?: string): Promise<void> {
    if (by === 'person') await this.#ask(tellAbout(message, detail))
  }

  /** Asks once whatever was asked before is answered. */
  async #ask(question: MessageBoxOptions): Promise<number> {
    const answer = this.#lastQuestion.then(() => this.#parts.ask(question))
    this.#lastQuestion = answer.catch(() => {})
    this.#questions += 1
    try {
      return await answer
    } finally {
      this.#questions -= 1
    }
  }

  #become(state: UpdateState): void {
    this.#state = state
    this.#parts.changed(state)
  }

  #during(work: Promise<void>): void {
    work.catch(this.#parts.log)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_CHECKSUM_MISMATCH') return 'What came is not what was published, so it was thrown away.'
  return /^net::|^E[A-Z]+$/.test(code) || (error instanceof Error && error.message.startsWith('net::'))
    ? 'The server could not be reached.'
    : 'The server’s answer could not be used; the log says more.'
}
