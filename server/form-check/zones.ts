import type { DocumentKind } from '../../templates/document-kind.ts'
import type { DocumentForm, Profile } from '../../templates/profiles/index.ts'
import { type Block, measuredBlock } from './measured-block.ts'
import type { DocumentContent, Line, PageContent } from './page-content.ts'
import { joined, same } from './words.ts'

/** Points in a millimetre. */
export const MM = 72 / 25.4
/** How far a place may be off, in points: half a millimetre. */
export const OFF = 0.5 * MM

export interface Placed {
  readonly page: number
  readonly line: Line
}

/** A document cut into its parts, by where they stand and what they say. */
export interface Zones {
  readonly document: DocumentContent
  readonly profile: Profile
  readonly kind: DocumentKind
  readonly form: DocumentForm
  /** Edges of the text area in points. */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly height: number
  /** Where the text really begins and ends: what is in its middle or indented is judged by it. */
  readonly block: Block
  readonly draft: boolean
  /** Lines in the margins above and below the text. */
  readonly above: readonly Placed[]
  readonly below: readonly Placed[]
  /** Over the type's name on the first page. */
  readonly head: readonly Line[]
  readonly type: readonly Line[]
  readonly subject: readonly Line[]
  /** In tables; with the page. */
  readonly tables: readonly Placed[]
  /** Running text under the subject, signatures left out. */
  readonly text: readonly Placed[]
  /** From the first title of a signer or the recipients on. */
  readonly closing: readonly Placed[]
}

/** Longest name of a type, in lines. */
const MOST_TYPE_LINES = 4
/** Where no type is found, the head is what stands in the first part of the first page, in points. */
const HEAD_HEIGHT = 110

export function zonesOf(document: DocumentContent, profile: Profile, kind: DocumentKind): Zones {
  const form = profile.documents[kind]
  const margins = form.landscape ? profile.landscape : profile.page
  const [first] = document.pages as [PageContent, ...PageContent[]]
  const { width, height } = first
  const edges = {
    left: margins.left * MM,
    right: width - margins.right * MM,
    top: margins.top * MM,
    bottom: height - margins.bottom * MM,
  }
  const lines = document.pages.flatMap((page) => page.lines.map((line) => ({ page: page.number, line })))
  const above = lines.filter(({ line }) => line.baseline < edges.top + 2)
  const below = lines.filter(({ line }) => line.baseline > edges.bottom + 1)
  const outside = new Set([...above, ...below])
  const inside = lines.filter((each) => !outside.has(each))
  const onFirst = inside.filter(({ page }) => page === 1).map(({ line }) => line)

  const type = typeLines(onFirst, form.type)
  const typeAt = type[0]?.baseline ?? edges.top + HEAD_HEIGHT
  const head = onFirst.filter((line) => line.baseline < typeAt - 1)
  const under = onFirst.filter((line) => line.baseline > (type.at(-1)?.baseline ?? typeAt) + 1)
  const main = inside.filter(({ page, line }) => page > 1 || line.baseline > typeAt)
  const block = measuredBlock(document.pages, main, profile, edges)
  const subject = type.length > 0 ? centredLines(under, block) : []
  const started = subject.at(-1)?.baseline ?? type.at(-1)?.baseline ?? typeAt - 1

  const inTable = tableTest(document.pages)
  const rest = inside.filter(({ page, line }) => page > 1 || line.baseline > started + 1)
  const tables = rest.filter(inTable)
  const running = rest.filter((each) => !inTable(each))
  const cut = closingFrom(running, profile, form)
  const draft = head.some((line) => same(line.text, profile.heading.draft.text))
  return {
    ...{ document, profile, kind, form, ...edges, width, height, block, draft, above, below },
    ...{ head, type, subject },
    tables,
    text: running.slice(0, cut),
    closing: running.slice(cut),
  }
}

function typeLines(lines: readonly Line[], type: string): Line[] {
  for (let from = 0; from < lines.length; from++)
    for (let count = 1; count <= MOST_TYPE_LINES; count++) {
      const some = lines.slice(from, from + count)
      if (same(joined(some), type)) return some
    }
  return []
}

/** The lines in the middle of the text area that follow each other closely. */
function centredLines(lines: readonly Line[], { left, right }: { left: number; right: number }): Line[] {
  const middle = (left + right) / 2
  const found: Line[] = []
  for (const line of lines) {
    const before = found.at(-1)
    const { size, bold } = line.stretches[0] ?? { size: 0, bold: false }
    if (Math.abs((line.x0 + line.x1) / 2 - middle) > 2 * OFF) break
    if (before && line.baseline - before.baseline > 1.6 * size) break
    if (before && before.stretches[0]?.bold !== bold) break
    found.push(line)
  }
  return found
}

/** Whether a line stands between the ends of vertical rules, as in a table. */
function tableTest(pages: readonly PageContent[]): (placed: Placed) => boolean {
  const spans = new Map(pages.map(({ number, posts }) => [number, posts.toSorted((a, b) => a.y0 - b.y0)]))
  const merged = new Map(
    [...spans].map(([number, posts]) => {
      const areas: { y0: number; y1: number }[] = []
      for (const { y0, y1 } of posts) {
        const last = areas.at(-1)
        if (last && y0 <= last.y1 + 1) last.y1 = Math.max(last.y1, y1)
        else areas.push({ y0, y1 })
      }
      return [number, areas]
    }),
  )
  return ({ page, line }) => {
    const areas = merged.get(page) ?? []
    const first = areas.find(({ y1 }) => line.baseline < y1 + 1)
    return first !== undefined && line.baseline > first.y0
  }
}

/** Where the signatures and the recipients begin. */
function closingFrom(lines: readonly Placed[], { recipients }: Profile, form: DocumentForm): number {
  const titles = [...Object.values(form.signatures), ...(form.recipients ? [recipients.heading] : [])]
  const places = titles.flatMap((title) => {
    const at = lines.findLastIndex(({ line }) => same(line.text, title))
    return at < 0 ? [] : [at]
  })
  return Math.min(lines.length, ...places)
}
