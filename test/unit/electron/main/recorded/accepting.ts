import { aliasOf, allMembers, declaredAs } from './declarations'
import type { Member, Parameter, Shape } from './shapes'

/** Whether one of a method's overloads takes these values. */
export function takes(calls: Member['calls'], values: readonly unknown[]): boolean {
  return calls.some((parameters) => takesAll(parameters, values))
}

function takesAll(parameters: readonly Parameter[], values: readonly unknown[]): boolean {
  const last = parameters.at(-1)
  if (values.length > parameters.length && last?.rest !== true) return false
  const isRight = (parameter: Parameter | undefined, value: unknown) => parameter === undefined || accepts(parameter.shape, value)
  if (!values.every((value, place) => (value === undefined && parameters[place]?.optional) || isRight(parameters[place] ?? last, value)))
    return false
  return parameters.slice(values.length).every(({ optional, rest }) => optional || rest)
}

/**
 * Whether a value is of a shape. Plain objects are read key by key: one that is not declared, or one that is missing, is wrong.
 * Of anything that is made by a class only that it is an object is looked at.
 */
export function accepts(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'any':
      return true
    case 'function':
      return typeof value === 'function'
    case 'keyword':
      return shape.name === 'null' ? value === null : typeof value === shape.name
    case 'literal':
      return value === shape.value
    case 'union':
      return shape.of.some((one) => accepts(one, value))
    case 'list':
      return Array.isArray(value) && value.every((one) => accepts(shape.of, one))
    case 'object':
      return isPlain(value) && hasMembers(shape.members, value)
    case 'named':
      return isNamed(shape.name, value)
  }
}

function isNamed(name: string, value: unknown): boolean {
  const alias = aliasOf(name)
  if (alias !== undefined) return accepts(alias, value)
  const declared = declaredAs(name)
  // `Buffer`, `Promise` and the like are not Electron's.
  if (declared === undefined) return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (declared.isClass) return !isPlain(value)
  return !isPlain(value) || hasMembers(allMembers(name), value)
}

function hasMembers(members: ReadonlyMap<string, Member>, value: Readonly<Record<string, unknown>>): boolean {
  const given = Object.entries(value).filter(([, part]) => part !== undefined)
  if (!given.every(([key, part]) => accepts(members.get(key)?.shape ?? { kind: 'union', of: [] }, part))) return false
  return [...members].every(([key, { optional }]) => optional || value[key] !== undefined)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
