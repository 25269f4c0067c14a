import type { Column, Paragraph } from '../pdf/blocks.ts'
import type { ParagraphStyle, Span } from '../pdf/paragraph.ts'
import { node, type StructureNode, type StructureType } from '../pdf/structure.ts'
import { A4, mm } from '../pdf/units.ts'
import type { Profile, TextRule } from '../profiles/profile.ts'

/** The paper of one document: its profile, its column of text, the root of its structure. */
export type Sheet = {
  readonly profile: Profile
  readonly root: StructureNode
  /** Width and height of the paper, in points. */
  readonly paper: readonly [number, number]
  readonly column: Column
  /** Top of the text area and its height, in points. */
  readonly top: number
  readonly height: number
}

/** A sheet of A4, upright or on its long side. */
export function openSheet(profile: Profile, landscape = false): Sheet {
  const { top, bottom, left, right } = landscape ? profile.landscape : profile.page
  const paper = landscape ? ([A4[1], A4[0]] as const) : A4
  return {
    profile,
    root: { type: 'Document', parent: null },
    paper,
    column: { x: mm(left), width: paper[0] - mm(left + right) },
    top: mm(top),
    height: paper[1] - mm(top + bottom),
  }
}

/** Distance between baselines for headings and single lines. */
const SINGLE = 1.2

/** A line or a few of their own, set after a text rule. */
export function single(
  sheet: Sheet,
  rule: TextRule,
  text: string,
  place: {
    align?: ParagraphStyle['align']
    type?: StructureType
    before?: number
    keepWithNext?: boolean
  } = {},
): Paragraph {
  const type = place.type ?? 'P'
  return {
    node: node(type, sheet.root, type.startsWith('H') ? { title: text } : {}),
    spans: [{ ...rule, text }],
    style: { size: rule.size, leading: rule.size * SINGLE, align: place.align ?? 'center' },
    before: place.before ?? 0,
    keepWithNext: place.keepWithNext ?? false,
  }
}

/** Running text after the profile. `indent` is a depth of lists and quotations. */
export function running(
  sheet: Sheet,
  spans: readonly Span[],
  place: { depth?: number; keepWithNext?: boolean; node?: StructureNode; before?: number } = {},
): Paragraph {
  const { body } = sheet.profile
  return {
    node: place.node ?? node('P', sheet.root),
    spans,
    style: {
      size: body.size,
      leading: body.leading,
      align: body.align,
      firstLine: mm(body.firstLineMm),
      indent: (place.depth ?? 0) * mm(body.firstLineMm),
    },
    before: place.before ?? body.paragraphGap,
    keepWithNext: place.keepWithNext ?? false,
  }
}

/** A heading inside the text: bold, with the first line's indent, never alone at the foot of a page. */
export function heading(sheet: Sheet, level: 'H2' | 'H3' | 'H4', text: string): Paragraph {
  return running(sheet, [{ text, bold: true, italic: level === 'H4' }], {
    node: node(level, sheet.root, { title: text }),
    keepWithNext: true,
    before: sheet.profile.body.paragraphGap * (level === 'H2' ? 2 : 1.5),
  })
}
