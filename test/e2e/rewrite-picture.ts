import type { Page } from '@playwright/test'

type Colour = readonly number[]

/** A line's part of a mark as it was laid out for the picture, in pixels of the page from the picture's corner. */
export type LaidOutMark = {
  /** Which column it is in, from 0. */
  readonly section: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Style and colour of its underline. */
  readonly line: string
  readonly colour: Colour
  /** Its tint as it is on the ground; null where it has none. */
  readonly tint: Colour | null
}

/** What was laid out for a picture: its size in pixels of the page, the heads of its columns in words, its marks, and colours. */
type LaidOut = {
  readonly width: number
  readonly height: number
  readonly sections: readonly string[]
  /** Of letters, of what they stand on, and of the lines between columns. */
  readonly ink: Colour
  readonly ground: Colour
  readonly rule: Colour
  readonly marks: readonly LaidOutMark[]
}

/** Notes what is laid out for the next picture, which is on the page only while that is drawn; gives how it is read then. */
export async function watchLaidOut(page: Page): Promise<() => Promise<LaidOut>> {
  await page.evaluate(() => {
    const painted = (colour: string, on: Colour = []): Colour | null => {
      const unit = colour.startsWith('color(') ? 255 : 1
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
      if (alpha === 0) return null
      return [red, green, blue].map((part, place) => Math.round(part * unit * alpha + (on[place] ?? 0) * (1 - alpha)))
    }
    const looked = (picture: Element): LaidOut => {
      const corner = picture.getBoundingClientRect()
      const ground = painted(getComputedStyle(picture).backgroundColor) ?? []
      const columns = [...picture.querySelectorAll('section')]
      const marks = [...picture.querySelectorAll('.mark')].flatMap((mark) => {
        const style = getComputedStyle(mark)
        return [...mark.getClientRects()].map(({ left, right, top, bottom }) => ({
          section: columns.findIndex((column) => column.contains(mark)),
          left: left - corner.left,
          right: right - corner.left,
          top: top - corner.top,
          bottom: bottom - corner.top,
          line: style.textDecorationStyle,
          colour: painted(style.textDecorationColor) ?? [],
          tint: painted(style.backgroundColor, ground),
        }))
      })
      const sections = columns.map((column) => [...(column.firstElementChild?.children ?? [])].map((part) => part.textContent).join(' '))
      const ink = painted(getComputedStyle(picture).color) ?? []
      const rule = painted(getComputedStyle(columns[1] ?? picture).borderLeftColor) ?? []
      return { width: corner.width, height: corner.height, sections, ink, ground, rule, marks }
    }
    const observer = new MutationObserver(() => {
      const picture = document.querySelector('.rewrite-picture')
      if (picture === null) return
      observer.disconnect()
      document.body.dataset.laidOut = JSON.stringify(looked(picture))
    })
    observer.observe(document.body, { childList: true })
  })
  return async () => JSON.parse((await page.locator('body').getAttribute('data-laid-out')) ?? 'null')
}

/** A picture with two pixels for one of the page. */
export class Picture {
  readonly width: number
  readonly height: number
  readonly #pixels: Uint8Array

  /** `pixels` are red, green, blue and alpha of each. */
  constructor(width: number, height: number, pixels: Uint8Array) {
    this.width = width
    this.height = height
    this.#pixels = pixels
  }

  colourAt(x: number, y: number): Colour {
    const at = 4 * (y * this.width + x)
    return [...this.#pixels.subarray(at, at + 3)]
  }

  /** How many pixels are of a colour, but for what rounding makes of it. */
  count(colour: Colour): number {
    let found = 0
    for (let y = 0; y < this.height; y++) for (let x = 0; x < this.width; x++) if (this.#is(x, y, colour)) found++
    return found
  }

  /** How many upright lines of a colour stand in the lower half of the picture. */
  upright(colour: Colour): number {
    const rows = Array.from({ length: 20 }, (_, place) => Math.round(this.height / 2) + place)
    const isLine = (x: number) => rows.every((y) => this.#is(x, y, colour))
    return Array.from({ length: this.width }, (_, x) => x).filter((x) => isLine(x) && !isLine(x - 1)).length
  }

  /** Whether a mark's colour makes a line beneath it from its beginning to its end, and whether that goes on before or behind. */
  lineUnder({ left, right, bottom, colour }: LaidOutMark): {
    readonly beneath: boolean
    readonly before: boolean
    readonly behind: boolean
  } {
    const [from, to] = [Math.ceil(2 * left), Math.floor(2 * right)]
    const rows = Array.from({ length: 16 }, (_, place) => Math.round(2 * bottom) - 8 + place)
    const row = rows.find((y) => Array.from({ length: to - from }, (_, place) => from + place).every((x) => this.#is(x, y, colour)))
    if (row === undefined) return { beneath: false, before: false, behind: false }
    return { beneath: true, before: this.#is(from - 3, row, colour), behind: this.#is(to + 3, row, colour) }
  }

  #is(x: number, y: number, colour: Colour): boolean {
    return this.colourAt(x, y).every((part, place) => Math.abs(part - (colour[place] ?? -9)) <= 2)
  }
}

/** The picture on the clipboard. */
export async function copiedPicture(page: Page): Promise<Picture> {
  const png = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const bytes = new Uint8Array((await (await item?.getType('image/png'))?.arrayBuffer()) ?? [])
    return bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')
  })
  return pictureOf(page, Buffer.from(png, 'latin1'))
}

/** A PNG, decoded by the page. */
export async function pictureOf(page: Page, png: Buffer): Promise<Picture> {
  const { width, height, pixels } = await page.evaluate(
    async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      const { naturalWidth: width, naturalHeight: height } = image
      const ink = new OffscreenCanvas(width, height).getContext('2d')
      if (ink === null) throw new Error('There is no canvas.')
      ink.drawImage(image, 0, 0)
      const { data } = ink.getImageData(0, 0, width, height)
      return { width, height, pixels: data.reduce((text, byte) => text + String.fromCharCode(byte), '') }
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  return new Picture(width, height, Buffer.from(pixels, 'latin1'))
}
