/** What of a type is looked at: enough to tell a misspelt word, a missing key or a wrong kind of value. */
export type Shape =
  | { readonly kind: 'any' | 'function' }
  | { readonly kind: 'keyword'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Member> }

/** A parameter of a call. */
export type Parameter = { readonly shape: Shape; readonly optional: boolean; readonly rest: boolean }

/** A member of an interface: a value, or a method with its overloads. */
export type Member = { readonly optional: boolean; readonly shape: Shape; readonly calls: readonly (readonly Parameter[])[] }

/** A part of a parsed declaration. */
export type Node = { readonly type: string } & Readonly<Record<string, unknown>>

export const asNode = (value: unknown): Node | null =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' ? (value as Node) : null
export const asNodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.flatMap((one) => asNode(one) ?? []) : [])

/** The last word of a name: `Electron.App` and `App` are both `App`. */
export function nameOf(value: unknown): string {
  const node = asNode(value)
  if (node === null) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'Literal') return String(node.value)
  return nameOf(node.right ?? node.property)
}

const keywords: Readonly<Record<string, string>> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSNullKeyword: 'null',
  TSUndefinedKeyword: 'undefined',
  TSVoidKeyword: 'undefined',
}

/** A type as a shape; what is not looked at is `any`. */
export function shapeOf(value: unknown): Shape {
  const node = asNode(value)
  if (node === null) return { kind: 'any' }
  const keyword = keywords[node.type]
  if (keyword !== undefined) return { kind: 'keyword', name: keyword }
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
      return shapeOf(node.typeAnnotation)
    case 'TSLiteralType':
      return { kind: 'literal', value: asNode(node.literal)?.value }
    case 'TSUnionType':
      return { kind: 'union', of: asNodes(node.types).map(shapeOf) }
    case 'TSArrayType':
      return { kind: 'list', of: shapeOf(node.elementType) }
    case 'TSFunctionType':
      return { kind: 'function' }
    case 'TSTypeLiteral':
      return { kind: 'object', members: membersOf(asNodes(node.members), false) }
    case 'TSTypeReference':
      return referenceOf(node)
    default:
      return { kind: 'any' }
  }
}

function referenceOf(node: Node): Shape {
  const name = nameOf(node.typeName)
  const [first] = asNodes(asNode(node.typeArguments)?.params)
  if (name === 'Array' || name === 'ReadonlyArray') return { kind: 'list', of: shapeOf(first) }
  return { kind: 'named', name }
}

/** The members of a class (its static ones, or the others) or of an interface, their overloads put together. */
export function membersOf(body: readonly Node[], isStatic: boolean): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>()
  for (const node of body) {
    const name = nameOf(node.key)
    if (name === '' || name === 'constructor' || (node.static === true) !== isStatic) continue
    const method = asNode(node.value) ?? node
    const isMethod = node.type === 'MethodDefinition' || node.type === 'TSMethodSignature'
    const before = members.get(name)
    members.set(name, {
      optional: node.optional === true,
      shape: isMethod ? { kind: 'function' } : shapeOf(node.typeAnnotation),
      calls: [...(before?.calls ?? []), ...(isMethod ? [asNodes(method.params).map(parameterOf)] : [])],
    })
  }
  return members
}

/** The overloads of a class's constructor. */
export function constructionsOf(body: readonly Node[]): Member['calls'] {
  return body.filter(({ key }) => nameOf(key) === 'constructor').map((node) => asNodes(asNode(node.value)?.params).map(parameterOf))
}

function parameterOf(node: Node): Parameter {
  const isRest = node.type === 'RestElement'
  const shape = shapeOf(node.typeAnnotation ?? asNode(node.argument)?.typeAnnotation)
  return { shape: isRest && shape.kind === 'list' ? shape.of : shape, optional: node.optional === true, rest: isRest }
}
