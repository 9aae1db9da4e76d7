// @vitest-environment node
import type { MessageBoxOptions } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Updater, UpdateState } from '../../../../../electron/main/updates/update'
import type { Circumstances } from '../../../../../electron/main/updates/update-policy'
import { Updating } from '../../../../../electron/main/updates/updating'

const update = { version: '0.2.0', notes: 'Faster.' }

describe('updating', () => {
  let circumstances: Circumstances
  let found: typeof update | null | Error
  let answers: number[]
  let asked: MessageBoxOptions[]
  let calls: string[]
  let logged: unknown[]
  let states: UpdateState['state'][]
  /** Ends the download: with an error, or well. */
  let arrive: (error?: Error) => void
  let updating: Updating

  const updater: Updater = {
    check: async (channel) => {
      calls.push(`check ${channel}`)
      if (found instanceof Error) throw found
      return found
    },
    fetch: (onShare, signal) =>
      new Promise<void>((resolve, reject) => {
        calls.push('fetch')
        onShare(0.5)
        signal.addEventListener('abort', () => reject(new Error('cancelled')))
        arrive = (error) => (error ? reject(error) : resolve())
      }),
    install: (restart, failed) => {
      calls.push(restart ? 'install and restart' : 'install')
      if (logged.length > 0) failed(new Error('no'))
    },
  }
  const settled = (state: UpdateState['state']) => expect.poll(() => updating.state.state).toBe(state)
  const said = () => asked.map(({ message }) => message)

  beforeEach(() => {
    circumstances = { absent: null, offline: false, allowed: true, busy: false }
    found = update
    answers = []
    asked = []
    calls = []
    logged = []
    states = []
    updating = new Updating({
      version: '0.1.0',
      load: async () => updater,
      circumstances: () => circumstances,
      channel: () => 'stable',
      ask: async (question) => {
        asked.push(question)
        return answers.shift() ?? question.cancelId ?? 0
      },
      quit: () => calls.push('quit'),
      changed: ({ state }) => states.push(state),
      log: (error) => logged.push(error),
    })
  })

  it('asks before it fetches and before it installs, and says what is new', async () => {
    answers = [0, 0]
    const pressed = updating.press()
    await settled('fetching')
    arrive()
    await pressed
    expect(asked[0]).toMatchObject({ message: 'Antecedent 0.2.0 is there. You have 0.1.0.', detail: expect.stringContaining('Faster.') })
    expect(calls).toEqual(['check stable', 'fetch', 'quit'])
    updating.leaving(() => calls.push('left'))?.()
    expect(calls.at(-1)).toBe('install and restart')
    expect(states).toEqual(['checking', 'found', 'fetching', 'fetching', 'fetched'])
  })

  it('fetches nothing when the person does not want it now, and offers it from the menu', async () => {
    await updating.check('clock')
    expect([calls, updating.state.state]).toEqual([['check stable'], 'found'])
    await updating.press()
    expect([calls, asked.length]).toEqual([['check stable'], 2])
  })

  it('asks one thing at a time, however often the clock or a person comes by', async () => {
    let press = (_button: number) => {}
    answers = [
      new Promise<number>((resolve) => {
        press = resolve
      }) as never,
    ]
    const checked = updating.check('clock')
    await settled('found')
    await updating.check('clock')
    await updating.press()
    expect([asked.length, calls]).toEqual([1, ['check stable']])
    press(1)
    await checked
  })

  it('waits with a question until the one before is answered', async () => {
    let press = (_button: number) => {}
    const pressed = new Promise<number>((resolve) => {
      press = resolve
    })
    answers = [0, pressed as never, 2]
    circumstances = { ...circumstances, busy: true }
    const checked = updating.check('person')
    await expect.poll(() => said().at(-1)).toBe('Antecedent 0.2.0 is not fetched yet.')
    circumstances = { ...circumstances, busy: false }
    updating.look()
    await settled('fetching')
    arrive()
    await settled('fetched')
    expect(asked).toHaveLength(2)
    press(0)
    await checked
    await expect.poll(() => said().at(-1)).toBe('Antecedent 0.2.0 is ready to be installed.')
  })

  it('asks nobody for anything where the clock may not, or offline', async () => {
    circumstances = { ...circumstances, allowed: false }
    await updating.check('clock')
    circumstances = { ...circumstances, allowed: true, offline: true }
    await updating.check('clock')
    expect([calls, asked]).toEqual([[], []])
    await updating.check('person')
    expect([calls, said()]).toEqual([[], ['Updates are not looked for.']])
  })

  it('says so when there is none, to a person only', async () => {
    found = null
    await updating.check('clock')
    expect(asked).toEqual([])
    await updating.check('person')
    expect(said()).toEqual(['Antecedent 0.1.0 is the newest version.'])
  })

  it('says so when the look failed, to a person only, and can look again', async () => {
    found = new Error('net::ERR_INTERNET_DISCONNECTED')
    await updating.check('clock')
    expect([asked, logged.length, updating.state.state]).toEqual([[], 1, 'none'])
    await updating.check('person')
    expect(asked[0]).toMatchObject({
      message: 'Updates could not be looked for.',
      detail: expect.stringContaining('could not be reached'),
    })
  })

  it('waits with its offer while something runs', async () => {
    circumstances = { ...circumstances, busy: true }
    await updating.check('clock')
    expect(asked).toEqual([])
    updating.look()
    expect(asked).toEqual([])
    circumstances = { ...circumstances, busy: false }
    updating.look()
    await expect.poll(said).toEqual(['Antecedent 0.2.0 is there. You have 0.1.0.'])
  })

  it('does not fetch during a run, and goes on by itself after it', async () => {
    answers = [0]
    circumstances = { ...circumstances, busy: true }
    await updating.check('person')
    expect([calls, updating.state.state]).toEqual([['check stable'], 'waiting'])
    circumstances = { ...circumstances, busy: false }
    updating.look()
    await settled('fetching')
    arrive()
    await settled('fetched')
  })

  it('puts a download aside when a run begins, or the app is to stay offline', async () => {
    for (const trouble of [{ busy: true }, { offline: true }]) {
      answers = [0]
      const pressed = updating.press()
      await settled('fetching')
      circumstances = { ...circumstances, ...trouble }
      updating.look()
      await pressed
      expect(updating.state.state).toBe('waiting')
      circumstances = { absent: null, offline: false, allowed: true, busy: false }
      updating.look()
      await settled('fetching')
      arrive(new Error('over'))
      await settled('found')
    }
    expect(calls.filter((call) => call === 'fetch')).toHaveLength(4)
  })

  it('says so when what came is not what was published', async () => {
    answers = [0]
    const pressed = updating.check('person')
    await settled('fetching')
    arrive(Object.assign(new Error('sha512'), { code: 'ERR_CHECKSUM_MISMATCH' }))
    await pressed
    expect(asked.at(-1)).toMatchObject({ detail: expect.stringContaining('thrown away') })
    expect(updating.state.state).toBe('found')
  })

  const fetched = async (...more: number[]) => {
    answers = [0, ...more]
    const pressed = updating.check('person')
    await settled('fetching')
    arrive()
    return pressed
  }

  it('installs when the person quits, where they wished that', async () => {
    await fetched(1)
    updating.leaving(() => calls.push('left'))?.()
    expect(calls).toEqual(['check stable', 'fetch', 'install'])
  })

  it('installs nothing that was put off', async () => {
    await fetched(2)
    expect(updating.leaving(() => {})).toBeNull()
  })

  it('does not restart into it while something runs', async () => {
    answers = [0, 0]
    const pressed = updating.check('person')
    await settled('fetching')
    arrive()
    circumstances = { ...circumstances, busy: true }
    await pressed
    expect([calls, said().at(-1)]).toEqual([['check stable', 'fetch'], 'The app is not restarted now.'])
    expect(updating.leaving(() => {})).toBeNull()
  })

  it('leaves all the same when the installation does not begin', async () => {
    await fetched(1)
    logged.push('so that it fails')
    updating.leaving(() => calls.push('left'))?.()
    expect(calls.slice(-2)).toEqual(['install', 'left'])
  })
})
