// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { type OpenedPath, refusalToOpen } from '../../../../../electron/main/policy/opened-path'

const home = '/Users/me/Library/Application Support/Antecedent'
const opened = (path: string, more: Partial<OpenedPath> = {}) => refusalToOpen({ path, real: path, isFolder: false, home, ...more })

describe('what is opened from outside', () => {
  it.each([
    '/data/chats.jsonl',
    '/data/CHATS.JSONL',
    '/data/a.json',
    '/data/a.ndjson',
    '/data/a.csv',
    '/data/a.tsv',
    '/data/a.parquet',
    '/data/a.txt',
    '/data/a.md',
    '/data/a.docx',
    '/data/a.pdf',
    '/data/training_config.yml',
    '/data/my keys.jsonl',
    `${home}/datasets/sample/coreference-train.jsonl`,
    `${home}/exports/e1/readme.md`,
  ])('is %s', (path) => expect(opened(path)).toBeNull())

  it('are folders, and links with a name that is known', () => {
    expect(opened('/data/splits', { isFolder: true })).toBeNull()
    expect(opened('/data/link.jsonl', { real: '/cache/blobs/6a1c' })).toBeNull()
  })

  it.each<readonly [string, string, Partial<OpenedPath>]>([
    ['bad-input', 'chats.jsonl', {}],
    ['bad-input', '../chats.jsonl', {}],
    ['bad-input', '', {}],
    ['bad-input', 'file:///data/chats.jsonl', {}],
    ['bad-input', '/data/chats.jsonl\0.png', {}],
    ['bad-input', `/${'a'.repeat(4096)}.jsonl`, {}],
    ['bad-input', '/Users/me/.ssh/id_ed25519', {}],
    ['bad-input', '/Users/me/.ssh/.jsonl', {}],
    ['bad-input', '/data/run.command', {}],
    ['bad-input', '/data/chats.jsonl.app', {}],
    ['bad-input', '/data/model.pkl', {}],
    ['not-allowed', `${home}/keys.json`, {}],
    ['not-allowed', `${home}/settings.json`, {}],
    ['not-allowed', `${home}/history.jsonl`, {}],
    ['not-allowed', `${home}/window/Cookies.json`, {}],
    ['not-allowed', `${home}/datasets/../keys.json`, {}],
    ['not-allowed', home, { isFolder: true }],
    ['not-allowed', `${home}/crashes`, { isFolder: true }],
    ['not-allowed', '/data/harmless.jsonl', { real: `${home}/keys.json` }],
  ])('is refused as %s: %j', (code, path, more) => expect(opened(path, more)).toMatchObject({ code }))
})
