import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseAst } from 'vite'
import { asNode, asNodes, constructionsOf, type Member, membersOf, type Node, nameOf, type Shape, shapeOf } from './shapes'

/** A class or an interface, as Electron declares it. */
export type Declared = {
  readonly isClass: boolean
  readonly above: readonly string[]
  readonly members: ReadonlyMap<string, Member>
  readonly statics: ReadonlyMap<string, Member>
  readonly events: ReadonlySet<string>
  /** What `new` takes. */
  readonly constructions: Member['calls']
}

/** Among events: any word is one, as with channels. */
export const anyEvent = '*'

const electron = resolve('node_modules/electron')

/** The first number of the version whose declarations are read. */
export const majorVersion = Number.parseInt(JSON.parse(readFileSync(resolve(electron, 'package.json'), 'utf8')).version, 10)

const types = new Map<string, Declared>()
const aliases = new Map<string, Shape>()
const modules = new Map<string, string>()

for (const node of asNodes(parseAst(readFileSync(resolve(electron, 'electron.d.ts'), 'utf8'), { lang: 'dts' }).body)) {
  if (node.type === 'TSModuleDeclaration' && nameOf(node.id) === 'Electron') readNamespace(node)
}

function readNamespace(namespace: Node): void {
  for (const statement of asNodes(asNode(namespace.body)?.body)) {
    const node = asNode(statement.declaration) ?? statement
    const name = nameOf(node.id)
    if (node.type === 'TSModuleDeclaration') readNamespace(node)
    if (node.type === 'VariableDeclaration') for (const variable of asNodes(node.declarations)) readConstant(variable)
    // A name of `Electron.Main` that stands for one of `Electron` says nothing new.
    if (types.has(name) || aliases.has(name)) continue
    if (node.type === 'TSTypeAliasDeclaration' && name !== 'Event') aliases.set(name, shapeOf(node.typeAnnotation))
    if (node.type === 'TSInterfaceDeclaration' || node.type === 'ClassDeclaration') types.set(name, declaredOf(node))
  }
}

function readConstant(variable: Node): void {
  const id = asNode(variable.id)
  const type = asNode(asNode(id?.typeAnnotation)?.typeAnnotation)
  if (id !== null && type?.type === 'TSTypeReference') modules.set(nameOf(id), nameOf(type.typeName))
  // `const Menu: typeof Menu` is the class itself.
  if (id !== null && type?.type === 'TSTypeQuery') modules.set(nameOf(id), nameOf(type.exprName))
}

function declaredOf(node: Node): Declared {
  const body = asNodes(asNode(node.body)?.body)
  const above = node.superClass ? [nameOf(node.superClass)] : asNodes(node.extends).map(({ expression }) => nameOf(expression))
  return {
    isClass: node.type === 'ClassDeclaration',
    above,
    members: membersOf(body, false),
    statics: membersOf(body, true),
    events: new Set(body.flatMap(eventsOf)),
    constructions: constructionsOf(body),
  }
}

/** What `on` may be told, one overload an event. */
function eventsOf(node: Node): readonly string[] {
  if (nameOf(node.key) !== 'on') return []
  const [event] = asNodes((asNode(node.value) ?? node).params)
  const shape = shapeOf(event?.typeAnnotation)
  if (shape.kind === 'keyword') return [anyEvent]
  return shape.kind === 'literal' ? [String(shape.value)] : []
}

/** A class or an interface by its name, or by that of what Electron's module exports; undefined where there is none. */
export function declaredAs(name: string): Declared | undefined {
  return types.get(modules.get(name) ?? name)
}

/** Whether the module `electron` has something of this name to import. */
export const isExported = (name: string): boolean => modules.has(name) || types.get(name)?.isClass === true

/** A type that only has another name. */
export const aliasOf = (name: string): Shape | undefined => aliases.get(name)

/** A member of a type or of those above it. */
export function memberOf(name: string, key: string): Member | undefined {
  const declared = declaredAs(name)
  return declared?.members.get(key) ?? declared?.above.map((above) => memberOf(above, key)).find((member) => member !== undefined)
}

/** All members of a type and of those above it. */
export function allMembers(name: string): ReadonlyMap<string, Member> {
  const declared = declaredAs(name)
  if (declared === undefined) return new Map()
  return new Map([...declared.above.flatMap((above) => [...allMembers(above)]), ...declared.members])
}

/** All events of a type and of those above it. */
export function allEvents(name: string): ReadonlySet<string> {
  const declared = declaredAs(name)
  return new Set([...(declared?.above.flatMap((above) => [...allEvents(above)]) ?? []), ...(declared?.events ?? [])])
}
