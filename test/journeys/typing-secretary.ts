import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Locator } from 'playwright-core'
import { until } from '../support/until.ts'
import type { Stand } from './stand.ts'

/** Longer than any cut and any start of the server (ms). */
const PATIENCE = 60_000
const syllables =
  'thống nhất chủ trương đề nghị bổ sung điều khoản kỷ luật của tổ chức đảng cấp dưới trực tiếp quyết định xử lý nghiêm'.split(
    ' ',
  )

/** Where somebody types: just before a letter that stands in the text from the beginning and that nobody else types before. */
export interface Place {
  /** The text, 0 or 1. */
  readonly text: number
  readonly anchor: string
}

/** A secretary's hands: types numbered words, never the same one twice, at places of their own. */
export class TypingSecretary {
  /** The words that were typed before an anchor of a text, in their order. */
  readonly typed = new Map<Place, string[]>()
  readonly stand: Stand
  readonly #letter: string
  readonly #places: readonly Place[]
  readonly #goTo: (text: number) => Promise<Locator>
  readonly #random: () => number
  #composing: CDPSession | null = null
  #words = 0

  /** @param letter begins each word; `goTo` answers the text field */
  constructor(
    stand: Stand,
    letter: string,
    places: readonly Place[],
    goTo: (text: number) => Promise<Locator>,
    random: () => number,
  ) {
    this.stand = stand
    this.#letter = letter
    this.#places = places
    this.#goTo = goTo
    this.#random = random
    for (const place of places) this.typed.set(place, [])
  }

  get words(): number {
    return this.#words
  }

  /** The paragraphs of a text as the page shows them. */
  async reads(text: number): Promise<string> {
    const field = await this.#goTo(text)
    const paragraphs = await field.locator('p').allTextContents()
    return paragraphs.join('\n')
  }

  /** Goes from place to place and types some words at each. */
  async type(isOver: () => boolean, pauseMs: number): Promise<void> {
    while (!isOver()) {
      const place = this.#places[this.#upTo(this.#places.length)]
      if (!place) throw new Error('no place')
      const field = await this.#goTo(place.text)
      await putCaret(this.stand, field, place.anchor)
      for (let count = 2 + this.#upTo(5); count > 0; count--) await this.#word(place)
      await sleep(this.#random() * pauseMs)
    }
  }

  async #word(place: Place): Promise<void> {
    const { keyboard } = this.stand.page
    const delay = 5 + this.#upTo(20)
    const syllable = syllables[this.#upTo(syllables.length)] ?? ''
    this.#words += 1
    const number = `${this.#letter}${this.#words}`
    this.typed.get(place)?.push(`${number}${syllable} `)
    await keyboard.type(number, { delay })
    if (this.#random() < 0.25) await this.#compose(syllable)
    else await keyboard.type(syllable, { delay })
    await keyboard.type(' ')
  }

  /** As an input method does: first the bare letters, one by one, and the marks at the end. */
  async #compose(syllable: string): Promise<void> {
    const { page } = this.stand
    this.#composing ??= await page.context().newCDPSession(page)
    const bare = syllable.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd')
    for (let end = 1; end <= bare.length; end++) {
      const text = bare.slice(0, end)
      await this.#composing.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end })
    }
    await this.#composing.send('Input.insertText', { text: syllable })
  }

  #upTo(count: number): number {
    return Math.floor(this.#random() * count)
  }
}

/** Clicks before the anchor, again while what others write moves it from under the pointer. */
function putCaret({ page }: Stand, field: Locator, anchor: string): Promise<boolean> {
  const attempt = async () => {
    await until('the text to be editable', () => field.isEditable(), PATIENCE)
    const at = await field.evaluate(placeOf, anchor)
    if (!at) return false
    await page.mouse.click(at.x, at.y)
    return field.evaluate(isCaretBefore, anchor)
  }
  return until(`the caret before ${anchor}`, attempt, PATIENCE)
}

/** Runs in the page: where to click, in pixels of the window. */
function placeOf(field: Element, anchor: string): { readonly x: number; readonly y: number } | null {
  const texts = document.createTreeWalker(field, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const at = text.textContent?.indexOf(anchor) ?? -1
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(text, at)
    range.setEnd(text, at + 1)
    // A paragraph may be longer than what there is to see of it: the letter itself is brought to the middle.
    for (let box = text.parentElement; box; box = box.parentElement) {
      const { top, height } = box.getBoundingClientRect()
      const middle = box === document.documentElement ? innerHeight / 2 : top + height / 2
      if (box.scrollHeight > box.clientHeight) box.scrollTop += range.getBoundingClientRect().top - middle
    }
    const { left, top, height } = range.getBoundingClientRect()
    return { x: left + 1, y: top + height / 2 }
  }
  return null
}

/** Runs in the page. */
function isCaretBefore(field: Element, anchor: string): boolean {
  const { focusNode, focusOffset } = getSelection() ?? {}
  if (document.activeElement !== field || !focusNode || !field.contains(focusNode)) return false
  const range = document.createRange()
  range.selectNodeContents(field)
  range.setStart(focusNode, focusOffset ?? 0)
  return range.toString().startsWith(anchor)
}
