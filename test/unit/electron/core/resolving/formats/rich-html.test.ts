import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clipboardFlavours } from '../../../../../../electron/core/resolving/formats/clipboard'
import { entityHues, pageHues, tintOf } from '../../../../../../electron/core/resolving/formats/hues'
import { richHtml } from '../../../../../../electron/core/resolving/formats/rich-html'
import { anyDocument, resolvedDocument } from './resolved-texts'

describe('rich text for the clipboard', () => {
  const document = resolvedDocument('Ann left.\r\n  She ran.', 'Ann left.\r\n  Ann ran.')

  test('has inline styles alone', () => {
    fc.assert(
      fc.property(anyDocument, (any) => {
        const html = richHtml([any])
        expect(html).not.toMatch(/class=|<style|var\(|color-mix|<(?!\/?(?:p|s|span|sup|b|br|meta)\b)/)
      }),
    )
  })

  test('strikes with an element that is no tracked change, and keeps lines and indents', () => {
    const html = richHtml([document])
    expect(html).toContain('left.<br>\n\u00a0 <s style="color:#6a6864;text-decoration:line-through">She</s> ')
    const tint = tintOf(entityHues[0].light, pageHues.background.light)
    expect(html).toContain(`font-weight:bold;background-color:${tint}">Ann</span><sup>1</sup>`)
  })

  test('goes with the resolved text, to the character', () => {
    expect(clipboardFlavours([document])).toEqual({ text: document.output, html: richHtml([document]) })
  })
})
