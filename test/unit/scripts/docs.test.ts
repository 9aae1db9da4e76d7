import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const screens = join(root, 'docs', 'screens')

const pages = [
  join(root, 'README.md'),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, 'docs', name)),
]

/** What a page says outside of its blocks of code. */
const proseOf = (page: string) => readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '')

/** Where the links of a page lead that stay in the repository. */
function targetsOf(page: string): readonly { readonly file: string; readonly heading: string | null }[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', heading] = target.split('#')
      return { file: path === '' ? page : resolve(dirname(page), decodeURI(path)), heading: heading ?? null }
    })
}

/** Headings as they are linked to. */
const headingsOf = (page: string) =>
  [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('README and docs', () => {
  it.each(pages.map((page) => relative(root, page)))('lead where something is: %s', (name) => {
    const page = join(root, name)
    const missing = targetsOf(page).filter(({ file }) => !existsSync(file))
    expect(missing.map(({ file }) => relative(root, file))).toEqual([])
    const astray = targetsOf(page).filter(
      ({ file, heading }) => heading !== null && file.endsWith('.md') && existsSync(file) && !headingsOf(file).includes(heading),
    )
    expect(astray).toEqual([])
  })

  it('show every picture that is kept, none of them large', () => {
    const shown = new Set(pages.flatMap((page) => targetsOf(page).map(({ file }) => file)))
    const kept = readdirSync(screens).map((name) => join(screens, name))
    expect(kept.filter((file) => !shown.has(file))).toEqual([])
    const sizes = kept.map((file) => statSync(file).size)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200 * 1024)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4 * 1024 * 1024)
  })
})
