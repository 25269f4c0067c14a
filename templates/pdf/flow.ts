import type { Pen } from './pen.ts'

/**
 * The smallest thing that is never cut: a line of text, a row's slice, a block of signatures. The flow stacks
 * them into pages.
 */
export type Item = {
  /** In points. */
  readonly height: number
  /** Space above, left out at the top of a page. */
  readonly before: number
  /** No page break between the previous item and this one, unless a group is taller than a page. */
  readonly glued: boolean
  /** Drawn again above this item when it is the first of a page: the header of its table. */
  readonly header?: readonly Item[]
  /** `endsPage` is true for the last item of a page. */
  draw(pen: Pen, top: number, endsPage?: boolean): void
}

type Placed = { readonly item: Item; readonly top: number }

/**
 * Distributes items over pages of `height` points; positions count from the top of the text area.
 * @throws {Error} when one item is taller than a page, since it would run off the paper.
 */
export function paginate(items: readonly Item[], height: number): Placed[][] {
  const pages: Placed[][] = []
  let page: Placed[] = []
  let y = 0

  const breakPage = () => {
    pages.push(page)
    page = []
    y = 0
  }
  const place = (item: Item) => {
    const top = page.length === 0 ? 0 : y + item.before
    page.push({ item, top })
    y = top + item.height
  }

  if (items.some((item) => item.height > height)) throw new Error('An item is taller than the page')
  for (const group of groups(items)) {
    const first = group[0] as Item
    const total = group.reduce((sum, item, index) => sum + item.height + (index > 0 ? item.before : 0), 0)
    const lead = page.length === 0 ? 0 : first.before
    if (page.length > 0 && y + lead + total > height + 0.01) {
      const repeated = (first.header ?? []).reduce((sum, item) => sum + item.height, 0)
      // A group taller than a page starts where it stands and is cut wherever the page ends.
      if (total + repeated <= height) breakPage()
    }
    for (const item of group) {
      if (page.length > 0 && y + item.before + item.height > height + 0.01) breakPage()
      if (page.length === 0 && pages.length > 0) for (const header of item.header ?? []) place(header)
      place(item)
    }
  }
  if (page.length > 0) pages.push(page)
  return pages
}

function groups(items: readonly Item[]): Item[][] {
  const found: Item[][] = []
  for (const item of items) {
    const last = found.at(-1)
    if (item.glued && last) last.push(item)
    else found.push([item])
  }
  return found
}
