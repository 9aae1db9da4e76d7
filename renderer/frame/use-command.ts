import { useEffect, useRef } from 'react'
import { type CommandId, commandIds, commands } from '../../electron/shared/commands'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { matches } from './shortcuts'

const handlers = new Map<CommandId, (() => void)[]>()

/** Answers a command while the component is there; the innermost answers. Null declines it. */
export function useCommand(id: CommandId, handler: (() => void) | null): void {
  const latest = useRef(handler)
  latest.current = handler
  const able = handler !== null
  useEffect(() => {
    if (!able) return
    const call = () => latest.current?.()
    handlers.set(id, [...(handlers.get(id) ?? []), call])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== call),
      )
    }
  }, [id, able])
}

/** Whether a dialog is in front of the work: keys are its own then. */
export const dialogInFront = (): boolean => document.querySelector('dialog:modal') !== null

/** Where a text is typed: every input but those that are pressed, chosen or dragged. */
const typing =
  'input:not([type="button"], [type="checkbox"], [type="color"], [type="file"], [type="radio"], [type="range"], [type="reset"], [type="submit"]), textarea, [role="textbox"]'

/** Whether keys and what is pasted there are a text's own. */
export const isTypedIn = (target: EventTarget | null): boolean => target instanceof Element && target.closest(typing) !== null

/** The same for letters, by which a list finds its choices, too. */
export const takesLetters = (target: EventTarget | null): boolean =>
  isTypedIn(target) || (target instanceof Element && target.closest('select') !== null)

/** Whether somebody here answers a command. */
export const canInvoke = (id: CommandId): boolean => (handlers.get(id)?.length ?? 0) > 0

/** Carries out a command; false when nobody here answers it, or a dialog is in front. */
export function invoke(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1)
  if (handler === undefined || dialogInFront()) return false
  handler()
  return true
}

/** Listens to the keys of every command. */
export function useCommandKeys(): void {
  const mac = useStore(onMac)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const id = commandIds.find((candidate) => matches(commands[candidate], event, mac))
      if (id !== undefined && !event.repeat && invoke(id)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [mac])
}
