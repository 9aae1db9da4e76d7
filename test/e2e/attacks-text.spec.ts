import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { withFreshHost } from './fresh-host'
import { drop, openByDrop, test } from './host'

/** Markup, scripts, and everything that hides or turns text round: bidi, zero width, a tag, ANSI. */
const markup =
  '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=2</script><iframe srcdoc="<script>parent.ran=3</script>"></iframe>'
const hidden = 'user\u202Enimda\u202C z\u200Bero \u2066isolate\u2069 \u001B[31mred\u001B[0m \u001B]8;;http://evil\u0007link \u{E0041}tag'
const hostile = `${markup}<a href="javascript:globalThis.ran=4">go</a> ${hidden} [link](javascript:globalThis.ran=5) {{7*7}} \${7*7}`
/** Those of them that nobody sees. */
const unseen = '\u202E\u202C\u200B\u2066\u2069\u001B\u0007\u{E0041}'
const row = (user: string, assistant: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: user },
      { role: 'assistant', content: assistant },
    ],
  })

/** What would show that text became more than text. Fields that are written in keep what they are given. */
async function expectOnlyText(page: Page): Promise<void> {
  const found = await page.evaluate(
    (characters) => ({
      ran: (globalThis as { ran?: unknown }).ran ?? null,
      elements: document.querySelectorAll('img[src="x"], iframe, body script:not([src]), a[href^="javascript"]').length,
      /** Of text that is drawn: what lies behind a field, or what Monaco draws of one, is the field's. */
      unseen: [...document.querySelectorAll('body *:not(textarea, input, script, style, option)')]
        .filter((element) => element.closest('.monaco-editor, [aria-hidden="true"]') === null)
        .flatMap((element) => [...element.childNodes])
        .filter((node) => node instanceof Text && characters.some((character) => node.data.includes(character)))
        .map((node) => node.parentElement?.outerHTML.slice(0, 200)),
    }),
    [...unseen],
  )
  expect(found).toEqual({ ran: null, elements: 0, unseen: [] })
}

test('a dataset and its name are shown as text, whatever is in them', async ({ studio }) => {
  await openByDrop(studio, 'rows.jsonl', `${row(hostile, hostile)}\n${row('Rain fell.', 'Rain fell.')}\n`)
  const first = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option').first()
  await expect(first).toContainText('<img src=x')
  await expectOnlyText(studio)
  await first.click()
  await expect(studio.getByRole('textbox', { name: 'Assistant' })).toBeVisible()
  await expectOnlyText(studio)
  await drop(studio, '<b>bold<b> \u202E.jsonl', `${row('Rain fell.', 'Rain fell.')}\n`)
  await expect(studio.getByRole('heading', { level: 1, name: /bold/ })).toHaveText(/^_b_bold_b_/)
  await expectOnlyText(studio)
})

test('10,000 brackets are a problem of one row, and a million of them too', async ({ studio }) => {
  const deep = (depth: number) => `{"messages": ${'['.repeat(depth)}${']'.repeat(depth)}}`
  await openByDrop(
    studio,
    'deep.jsonl',
    [row('Rain fell.', 'Rain fell.'), deep(10_000), deep(1_000_000), row('Snow fell.', 'Snow fell.')].join('\n'),
  )
  const flag = studio.getByRole('button', { name: '2 cannot be used' })
  await flag.click()
  const rows = studio.getByRole('listbox', { name: 'Rows' }).getByRole('option')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText(/nested/i)
  await flag.click()
  await expect(rows).toHaveCount(4)
})

/** Tests on a home in which a model answered with all of it once. */
const withHistory = withFreshHost(async (home) => {
  const figures = {
    promptTokens: 9,
    promptTokensPerSecond: 9,
    generationTokens: 9,
    generationTokensPerSecond: 9,
    peakMemoryBytes: 9,
    forwardPasses: 9,
    drafted: 0,
    accepted: 0,
    weights: null,
  }
  const answer = { side: 'base', output: `Ann left. Ann ran. ${hostile}`, finishReason: 'stop', figures, parts: null, name: markup }
  const entry = { id: 'h-1', at: '2026-11-20T09:00:00.000Z', source: `Ann left. She ran. ${hostile}`, against: null, answers: [answer] }
  const by = { kind: 'model', model: { kind: 'demo' } }
  await writeFile(join(home, 'history.jsonl'), `${JSON.stringify({ type: 'resolved', entry: { ...entry, by } })}\n`)
})

withHistory('what a model answered is shown as text, whatever is in it', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Resolve' }).first().click()
  await studio.getByRole('button', { name: 'History…' }).click()
  const listed = studio.getByRole('list', { name: 'Resolved texts' })
  await expect(listed).toContainText('<img src=x')
  await expectOnlyText(studio)
  await listed.getByRole('button', { name: /^Ann left/ }).click()
  await expect(studio.getByRole('region', { name: /^(Answer|Before|After)/ }).first()).toContainText('Ann ran. <img src=x')
  await expectOnlyText(studio)
})
