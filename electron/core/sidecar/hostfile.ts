import { createServer } from 'node:net'
import { hostname } from 'node:os'
import { basename } from 'node:path'
import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { z } from 'zod'
import { StudioError } from '../../shared/errors'
import { readRegularFile } from '../files/regular-file'

/** The name under which MLX's launcher starts a process without ssh. */
const thisMachine = '127.0.0.1'
const maxHostfileBytes = 1024 * 1024

const host = z.object({
  /** A name that ssh would read as an option is none. */
  ssh: z.string().regex(/^[\w@%:][\w.@%:-]*$/, 'is no name for ssh'),
  ips: z.array(z.union([z.ipv4('is no address'), z.ipv6('is no address')])).min(1, 'is empty: every host needs an address'),
})
const hosts = z.array(host).min(2, 'names one machine alone: two are the fewest that train together').max(64, 'names more than 64 machines')

/** One process of a distributed run: how ssh calls its machine, and the addresses the others reach it at. */
export type Host = z.infer<typeof host>

/** Reads a hostfile of `mlx.launch`. Throws `bad-input` with the place where it is wrong. */
export async function readHostfile(path: string): Promise<readonly Host[]> {
  return parseHostfile((await readRegularFile(path, maxHostfileBytes)).toString('utf8'), path)
}

/**
 * A hostfile: a list of `{ ssh, ips }`, or an object with one under `hosts` as MLX's own configurator writes it. The first has
 * to be this machine, since its process keeps the run's files; it is written as 127.0.0.1, which needs no ssh.
 */
export function parseHostfile(text: string, path: string, ownName: string = hostname()): readonly Host[] {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true })
  const [error] = errors
  if (error || !tree) throw wrong(path, text, error?.offset ?? 0, 'is not JSON')
  const list = tree.type === 'object' ? findNodeAtLocation(tree, ['hosts']) : tree
  if (list?.type !== 'array') throw wrong(path, text, tree.offset, 'holds no list of hosts')
  const parsed = hosts.safeParse(JSON.parse(text.slice(list.offset, list.offset + list.length)))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = (issue?.path ?? []) as (string | number)[]
    const [index, key] = place
    const where =
      index === undefined ? 'it' : key === undefined ? `host ${Number(index) + 1}` : `${String(key)} of host ${Number(index) + 1}`
    throw wrong(path, text, nearest(list, place).offset, `is not right: ${where} ${sentence(issue?.message ?? '')}`)
  }
  const [first, ...rest] = parsed.data
  if (!first) return parsed.data
  const own = [thisMachine, 'localhost', ownName, ownName.replace(/\.local$/, '')]
  if (!own.includes(first.ssh)) throw wrong(path, text, list.children?.[0]?.offset ?? 0, 'does not begin with this machine, as 127.0.0.1')
  return [{ ...first, ssh: thisMachine }, ...rest]
}

/** Whether any process of it runs elsewhere. */
export function isRemote(list: readonly Host[]): boolean {
  return list.some(({ ssh }) => ssh !== thisMachine)
}

/** The first of as many ports in a row as the launcher gives to addresses, all free on this machine. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 25_000)
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
  throw new StudioError({
    code: 'busy',
    message: 'No free network ports were found for the processes that train together.',
    hint: 'Close programs that listen on many ports, and try again.',
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The part of the file that an issue is about, or the smallest one around it. */
function nearest(list: Node, place: readonly (string | number)[]): Node {
  for (let length = place.length; length > 0; length--) {
    const found = findNodeAtLocation(list, place.slice(0, length))
    if (found) return found
  }
  return list
}

function sentence(message: string): string {
  return /^(?:is|names)\b/.test(message) ? message : 'is missing or of another kind than it should be'
}

function wrong(path: string, text: string, offset: number, what: string): StudioError {
  const before = text.slice(0, offset).split('\n')
  return new StudioError({
    code: 'bad-input',
    message: `${basename(path)} ${what}.`,
    hint: 'A hostfile is a list such as [{"ssh": "127.0.0.1", "ips": ["10.0.0.1"]}, {"ssh": "studio.local", "ips": ["10.0.0.2"]}].',
    where: { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  })
}
