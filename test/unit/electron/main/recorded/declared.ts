import { EventEmitter } from 'node:events'
import { takes } from './accepting'
import { allEvents, anyEvent, declaredAs, majorVersion, memberOf } from './declarations'
import type { Member } from './shapes'

/** What was asked of a stand-in that Electron does not have, in order. */
const violations: string[] = []

/** Hands over what was asked for in vain, and forgets it. */
export const takeViolations = (): readonly string[] => violations.splice(0)

function refuse(message: string): never {
  violations.push(message)
  throw new Error(message)
}

const listening = new Set(['on', 'once', 'off', 'addListener', 'removeListener', 'prependListener', 'emit', 'listenerCount'])
/** What a test runner and `await` look for on anything. */
const isProbe = (key: string): boolean =>
  key.startsWith('@@') || ['then', 'toJSON', '$$typeof', 'asymmetricMatch', 'nodeType', 'tagName', '__esModule'].includes(key)

/**
 * A stand-in that knows Electron's own declarations of what it stands for: any property, call or event that they do not have fails, and so does a
 * call with a word or a key that they do not know. `ours` names what only tests use. The stand-in itself must not have more either.
 */
export function declared<T extends object>(name: string, target: T, ours: readonly string[] = []): T {
  if (declaredAs(name) === undefined) refuse(`Electron ${majorVersion} has no ${name}.`)
  return guarded({ name, target, ours, member: (key) => memberOf(name, key), events: allEvents(name) })
}

/** The same for what a class has itself, such as `BrowserWindow.getFocusedWindow`. */
export function declaredStatics<T extends object>(name: string, target: T, ours: readonly string[] = []): T {
  const found = declaredAs(name)
  if (found === undefined) return refuse(`Electron ${majorVersion} has no ${name}.`)
  const member = (key: string) => found.statics.get(key) ?? declaredAs(found.above[0] ?? '')?.statics.get(key)
  return guarded({ name, target, ours: [...ours, 'length', 'name', 'prototype'], member, events: new Set() })
}

/** Fails where a class cannot be made with these values. */
export function checkConstruction(name: string, values: readonly unknown[]): void {
  const constructions = declaredAs(name)?.constructions ?? []
  if (!takes(constructions, values)) refuse(`Electron ${majorVersion} does not take that: new ${name}(${values.map(inWords).join(', ')})`)
}

type Guarded<T> = {
  readonly name: string
  readonly target: T
  readonly ours: readonly string[]
  readonly member: (key: string) => Member | undefined
  readonly events: ReadonlySet<string>
}

function guarded<T extends object>({ name, target, ours, member, events }: Guarded<T>): T {
  const isKnown = (key: string) =>
    ours.includes(key) || key in EventEmitter.prototype || key in Object.prototype || key.startsWith('_') || member(key) !== undefined
  for (const key of keysOf(target)) if (!isKnown(key)) refuse(`The stand-in has ${name}.${key}, which Electron ${majorVersion} has not.`)
  return new Proxy(target, {
    get: (_target, key) => {
      const value: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || ours.includes(key)) return value
      if (listening.has(key) && typeof value === 'function') return heard(name, value, target, events)
      if (!(key in target)) {
        if (isProbe(key)) return undefined
        refuse(isKnown(key) ? `The stand-in has no ${name}.${key} yet.` : `Electron ${majorVersion} has no ${name}.${key}.`)
      }
      const calls = member(key)?.calls ?? []
      return typeof value === 'function' && calls.length > 0 ? checked(name, key, value, target, calls) : value
    },
    set: (_target, key, value) => {
      if (typeof key === 'string' && !isKnown(key)) refuse(`Electron ${majorVersion} has no ${name}.${key}.`)
      return Reflect.set(target, key, value)
    },
  })
}

type Callable = (...values: unknown[]) => unknown

function heard(name: string, method: unknown, target: object, events: ReadonlySet<string>): Callable {
  return (event, ...more) => {
    if (typeof event === 'string' && !events.has(event) && !events.has(anyEvent))
      refuse(`Electron ${majorVersion} has no event “${event}” of ${name}.`)
    return Reflect.apply(method as Callable, target, [event, ...more])
  }
}

function checked(name: string, key: string, method: unknown, target: object, calls: Member['calls']): Callable {
  return (...values) => {
    if (!takes(calls, values)) refuse(`Electron ${majorVersion} does not take that: ${name}.${key}(${values.map(inWords).join(', ')})`)
    return Reflect.apply(method as Callable, target, values)
  }
}

function inWords(value: unknown): string {
  return typeof value === 'function'
    ? 'a function'
    : (JSON.stringify(value, (key, part) => (key === '' || typeof part !== 'function' ? part : 'a function')) ?? String(value))
}

/** Names of a stand-in's own members and of its classes', down to where Node's begin. */
function keysOf(target: object): readonly string[] {
  const keys = Object.getOwnPropertyNames(target)
  const prototype: unknown = typeof target === 'function' ? null : Object.getPrototypeOf(target)
  if (prototype === null || prototype === EventEmitter.prototype || prototype === Object.prototype || typeof prototype !== 'object')
    return keys
  return [...keys, ...keysOf(prototype)]
}
