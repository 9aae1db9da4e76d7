import type { JSHandle, Page } from '@playwright/test'

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** What the looks at the page share, held in the page. */
type Tools = {
  /** The uppermost dialog, or the whole page. */
  readonly shown: Element
  isShown(element: Element): boolean
  nameOf(element: Element): string
  /** The boxes around an element that may cut it, the nearest first. */
  around(element: Element): readonly Element[]
  cuts(overflow: string): boolean
  /** Whether it is meant to be scrolled aside; elsewhere nobody looks for the rest of a line. */
  scrollsAside(element: Element): boolean
}

/**
 * What nobody can press or read in the window as it is, a line each: controls that are out of reach or covered, text that is cut off, boxes that are
 * wider than their place. What fields hold is not asked, since they scroll; nor what a box cuts that ends it with an ellipsis.
 */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  const tools = await page.evaluateHandle(toolsOfPage)
  const faults = [...(await outOfReach(page, tools)), ...(await cutOff(page, tools)), ...(await tooWide(page, tools))]
  await tools.dispose()
  return [...new Set(faults)]
}

/**
 * How far things moved by themselves since this was asked for, as Chromium adds it up: the share of the window that moved times how far, what
 * followed a key or a click within half a second left out.
 */
export function watchLayoutShift(page: Page): Promise<JSHandle<{ shift: number }>> {
  return page.evaluateHandle(() => {
    const seen = { shift: 0 }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('hadRecentInput' in entry && !entry.hadRecentInput && 'value' in entry) seen.shift += Number(entry.value)
      }
    }).observe({ type: 'layout-shift' })
    return seen
  })
}

/** Runs in the page. */
function toolsOfPage(): Tools {
  // What lies above everything is cut by nothing below.
  const isAbove = (element: Element) => element.matches('dialog:modal, :popover-open')
  return {
    shown: [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body,
    isShown: (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      getComputedStyle(element).clipPath !== 'inset(50%)' &&
      element.closest('.unseen, [inert], .monaco-editor') === null,
    nameOf: (element) => {
      const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
      return `${element.tagName.toLowerCase()}.${element.className} “${words.trim().slice(0, 60)}”`
    },
    around: (element) => {
      if (isAbove(element)) return []
      const found: Element[] = []
      for (let each: Element | null = element.parentElement; each !== null; each = each.parentElement) {
        found.push(each)
        if (isAbove(each)) break
      }
      return found
    },
    cuts: (overflow) => overflow === 'hidden' || overflow === 'clip',
    scrollsAside: (element) => element.closest('.wide-table, .table-preview, pre, .monaco-editor') !== null,
  }
}

/** Scrolls to each control as a person would, and back: what is hidden or clipped by a box that has no scroll bar stays so. */
function outOfReach(page: Page, tools: JSHandle<Tools>): Promise<readonly string[]> {
  return page.evaluate(({ shown, isShown, nameOf, around, cuts }) => {
    const common = (one: Box, other: Box): Box => ({
      left: Math.max(one.left, other.left),
      top: Math.max(one.top, other.top),
      right: Math.min(one.right, other.right),
      bottom: Math.min(one.bottom, other.bottom),
    })
    const scrolled = [...document.querySelectorAll('*')]
      .filter((element) => element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth)
      .map((element) => ({
        element,
        top: element.scrollTop,
        left: element.scrollLeft,
        hasNoBar: cuts(getComputedStyle(element).overflowY),
      }))
    const putBack = (which: typeof scrolled) => {
      for (const { element, top, left } of which) element.scrollTo({ top, left, behavior: 'instant' })
    }
    const barless = scrolled.filter(({ hasNoBar }) => hasNoBar)
    /** What is seen of it once it was scrolled to; of one that is broken over lines, its first. */
    const seenOf = (pressed: Element): Box => {
      const page: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
      return around(pressed)
        .filter((each) => getComputedStyle(each).overflow !== 'visible')
        .reduce((box: Box, each) => common(box, each.getBoundingClientRect()), common(pressed.getClientRects()[0] ?? page, page))
    }
    /** What stands in a field stands in the box around it. */
    const isPart = (found: Element, pressed: Element) =>
      pressed.contains(found) || (pressed.matches('input, textarea') && pressed.parentElement?.closest('.search, .sheet')?.contains(found))
    const faultOf = (control: Element): string | null => {
      // One that is drawn by its label is pressed there.
      const label = control instanceof HTMLInputElement && getComputedStyle(control).opacity === '0' ? control.labels?.[0] : undefined
      const pressed = label ?? control
      if (!isShown(pressed) || pressed.getClientRects().length === 0) return null
      pressed.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      putBack(barless)
      // A list of many rows draws others where it is scrolled.
      if (!pressed.isConnected) return null
      const seen = seenOf(pressed)
      const [width, height] = [seen.right - seen.left, seen.bottom - seen.top]
      if (width < 4 || height < 4) return `out of reach: ${nameOf(pressed)}`
      for (const across of [0.5, 0.2, 0.8]) {
        for (const down of [0.5, 0.2, 0.8]) {
          const found = document.elementFromPoint(seen.left + across * width, seen.top + down * height)
          if (found === null) return `covered: ${nameOf(pressed)} by nothing`
          if (!isPart(found, pressed) && found.closest('label')?.control !== control)
            return `covered: ${nameOf(pressed)} by ${nameOf(found)}`
        }
      }
      return null
    }
    const controls = shown.querySelectorAll('button, a[href], input, select, textarea, summary, [role="option"]:first-of-type')
    const faults = [...controls].map(faultOf).filter((fault) => fault !== null)
    putBack(scrolled)
    return faults
  }, tools)
}

function cutOff(page: Page, tools: JSHandle<Tools>): Promise<readonly string[]> {
  return page.evaluate(({ shown, isShown, nameOf, around, cuts, scrollsAside }) => {
    /** The nearest box that cuts a text. */
    const cutterOf = (element: Element, words: Box): Element | null => {
      let text = words
      let isScrolled = false
      for (const each of [element, ...around(element)]) {
        const style = getComputedStyle(each)
        if (style.display === 'inline') continue
        // Rows of a list are moved by the list itself, and show their beginning, whole where they are chosen.
        if (each.matches('.rows .words, .rows-view')) return null
        const box = each.getBoundingClientRect()
        // The box itself is what must be seen then.
        if (style.textOverflow === 'ellipsis') text = box
        const mayCut = style.overflowX !== 'visible' || each.matches('button, .flag, body')
        if (mayCut && (text.right > box.right + 1 || text.left < box.left - 1)) return each
        if (!isScrolled && cuts(style.overflowY) && (text.bottom > box.bottom + 2 || text.top < box.top - 2)) return each
        isScrolled ||= /auto|scroll/.test(style.overflowY)
      }
      return null
    }
    const faults: string[] = []
    const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (element === null || node.textContent?.trim() === '' || !isShown(element) || scrollsAside(element)) continue
      range.selectNodeContents(node)
      const text = range.getBoundingClientRect()
      const cutter = text.width === 0 ? null : cutterOf(element, text)
      if (cutter !== null) faults.push(`cut off: ${nameOf(element)} by ${nameOf(cutter).slice(0, 40)}`)
    }
    return faults
  }, tools)
}

function tooWide(page: Page, tools: JSHandle<Tools>): Promise<readonly string[]> {
  return page.evaluate(
    ({ shown, isShown, nameOf, scrollsAside }) =>
      [...shown.querySelectorAll('main *, dialog *, nav *')]
        .filter((box) => box instanceof HTMLElement && box.clientWidth > 0 && !scrollsAside(box) && isShown(box))
        .filter((box) => getComputedStyle(box).overflowX === 'visible' && box.scrollWidth > box.clientWidth + 4)
        .map((box) => `${box.scrollWidth - box.clientWidth} px too wide: ${nameOf(box)}`),
    tools,
  )
}
