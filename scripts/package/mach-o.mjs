import { closeSync, openSync, readSync } from 'node:fs'

/**
 * What of a Mach-O file decides whether it runs in the app.
 * @typedef {object} MachO
 * @property {'arm64' | 'x86_64' | 'other'} processor
 * @property {'executable' | 'library' | 'bundle' | 'other'} kind
 * @property {readonly [number, number] | undefined} oldest the oldest macOS it says it runs on
 * @property {readonly string[]} libraries what it is linked with, as written in it
 * @property {readonly string[]} searched where `@rpath` is looked up
 * @property {boolean} signed carries a signature, if only an ad hoc one
 */

const thin64 = 0xfeedfacf
const fat = 0xcafebabe
const processors = /** @type {Record<number, MachO['processor']>} */ ({ 16777228: 'arm64', 16777223: 'x86_64' })
const kinds = /** @type {Record<number, MachO['kind']>} */ ({ 2: 'executable', 6: 'library', 8: 'bundle' })
const command = {
  loadLibrary: 0xc,
  loadWeakLibrary: 0x80000018,
  reexportLibrary: 0x8000001f,
  searchPath: 0x8000001c,
  signature: 0x1d,
  oldestMacos: 0x24,
  buildVersion: 0x32,
}

/** Whether bytes begin as a Mach-O file does, of one processor or of several. @param {Buffer} head */
export function isMachO(head) {
  if (head.length < 8) return false
  // Java's classes begin with the same word as fat files; their version follows, which is above 40.
  if (head.readUInt32BE(0) === fat) return head.readUInt32BE(4) < 20
  return head.readUInt32LE(0) === thin64
}

/**
 * Reads the headers of a Mach-O file.
 * @param {string} file
 * @returns {readonly MachO[] | undefined} one a processor; undefined for a file of another kind
 */
export function readMachO(file) {
  const descriptor = openSync(file, 'r')
  try {
    const read = (/** @type {number} */ offset, /** @type {number} */ length) => {
      const buffer = Buffer.alloc(length)
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset))
    }
    const head = read(0, 4096)
    if (!isMachO(head)) return undefined
    if (head.readUInt32BE(0) !== fat) return [readSlice(read, 0)]
    return Array.from({ length: head.readUInt32BE(4) }, (_, index) => readSlice(read, head.readUInt32BE(8 + index * 20 + 8)))
  } finally {
    closeSync(descriptor)
  }
}

/**
 * @param {(offset: number, length: number) => Buffer} read
 * @param {number} start where this processor's part begins
 * @returns {MachO}
 */
function readSlice(read, start) {
  const header = read(start, 32)
  const commands = read(start + 32, header.readUInt32LE(20))
  /** @type {string[]} */
  const libraries = []
  /** @type {string[]} */
  const searched = []
  /** @type {MachO['oldest']} */
  let oldest
  let signed = false
  let at = 0
  for (let index = header.readUInt32LE(16); index > 0; index -= 1) {
    const kind = commands.readUInt32LE(at)
    const size = commands.readUInt32LE(at + 4)
    const text = () => commands.toString('utf8', at + commands.readUInt32LE(at + 8), at + size).replace(/\0.*$/s, '')
    if (kind === command.loadLibrary || kind === command.loadWeakLibrary || kind === command.reexportLibrary) libraries.push(text())
    else if (kind === command.searchPath) searched.push(text())
    else if (kind === command.signature) signed = true
    else if (kind === command.buildVersion) oldest = versionOf(commands.readUInt32LE(at + 12))
    else if (kind === command.oldestMacos) oldest = versionOf(commands.readUInt32LE(at + 8))
    at += size
  }
  return {
    processor: processors[header.readUInt32LE(4)] ?? 'other',
    kind: kinds[header.readUInt32LE(12)] ?? 'other',
    oldest,
    libraries,
    searched,
    signed,
  }
}

/** @param {number} packed @returns {readonly [number, number]} */
const versionOf = (packed) => [packed >>> 16, (packed >>> 8) & 0xff]

/**
 * What is wrong with a Mach-O file for a Mac with Apple silicon and nothing installed on it.
 * @param {readonly MachO[]} slices
 * @param {readonly [number, number]} macos the oldest that the app runs on
 * @returns {string[]} sentences without the file's name
 */
export function machOProblems(slices, [major, minor]) {
  const own = slices.find(({ processor }) => processor === 'arm64')
  if (!own) return [`is for ${slices.map(({ processor }) => processor).join(' and ')}, and not for Apple silicon`]
  const problems = []
  if (own.oldest && (own.oldest[0] > major || (own.oldest[0] === major && own.oldest[1] > minor))) {
    problems.push(`needs macOS ${own.oldest.join('.')}, and the app says ${major}.${minor}`)
  }
  for (const library of own.libraries.filter((name) => !/^(@|\/usr\/lib\/|\/System\/Library\/)/.test(name) && name.startsWith('/'))) {
    problems.push(`is linked with ${library}, which no other Mac has`)
  }
  for (const folder of own.searched.filter((name) => name.startsWith('/') && !/^\/(usr\/lib|System\/Library)/.test(name))) {
    problems.push(`looks for libraries in ${folder}, which no other Mac has`)
  }
  return problems
}
