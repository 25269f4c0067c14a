import { as } from '../../../server/signing/pdf/values.ts'
import { painted } from './content-stream.ts'
import type { Element, FinishedFile } from './finished-file.ts'
import { type Rule, unless } from './rule.ts'

const STANDARD = new Set(
  `Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
   Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula
   Form`.split(/\s+/),
)
/** Which parents an element may have. */
const PARENTS: Readonly<Record<string, RegExp>> = {
  TR: /^(Table|THead|TBody|TFoot)$/,
  TH: /^TR$/,
  TD: /^TR$/,
  LI: /^L$/,
  Lbl: /^(LI|Note|BibEntry)$/,
  LBody: /^LI$/,
  Document: /^$/,
}
/** Which children an element may have, where that is restricted. */
const CHILDREN: Readonly<Record<string, RegExp>> = {
  Table: /^(TR|THead|TBody|TFoot|Caption)$/,
  TR: /^(TH|TD)$/,
  L: /^(L|LI|Caption)$/,
  LI: /^(Lbl|LBody)$/,
  BlockQuote: /^(P|L|Table|BlockQuote|H\d)$/,
}

const line = ({ type, number }: Element) => `${type} ${number}`

/** The logical structure: everything drawn is in it or decoration, and it is built as readers expect. */
export const structureRules: readonly Rule[] = [
  {
    a: '6.7.2.2',
    ua: '7.1',
    what: 'marked as tagged, and not as suspect',
    faults: (file) =>
      unless(
        [file.at(file.view.catalog, 'MarkInfo', 'Marked') === true, 'Marked'],
        [file.at(file.view.catalog, 'MarkInfo', 'Suspects') !== true, 'Suspects'],
      ),
  },
  {
    a: '6.7.3',
    ua: '7.1',
    what: 'everything drawn either in the structure or marked as decoration, never one within the other',
    faults: (file) => {
      const known = new Set(
        file.walked().flatMap(({ content }) => content.map(({ page, mcid }) => `${page} ${mcid}`)),
      )
      return file.pages.flatMap(({ operations, number }, index) =>
        painted(operations).flatMap(({ within, operation }) => {
          const artifacts = within.filter(({ artifact }) => artifact !== null)
          const tagged = within.filter(({ mcid }) => mcid !== null)
          const isKnown = tagged.every(({ mcid }) => known.has(`${number} ${mcid}`))
          return artifacts.length + tagged.length === 1 && isKnown
            ? []
            : [`page ${index + 1}: ${operation.operator}`]
        }),
      )
    },
  },
  {
    a: '6.7.3.3',
    ua: '7.1',
    what: 'one document at the root; each content found from its page as from its element',
    faults: (file) => [
      ...unless([file.elements.length === 1 && file.elements[0]?.type === 'Document', 'root']),
      ...file.walked().flatMap((element) =>
        element.content.flatMap(({ page, mcid }) => {
          const key = file.at(file.view.object(page), 'StructParents')
          const back = as('array', file.at(parentEntry(file, Number(key))))?.items[mcid]
          return as('reference', back)?.number === element.number ? [] : [`${line(element)}: content ${mcid}`]
        }),
      ),
    ],
  },
  {
    a: '6.7.3.4',
    ua: '7.1',
    what: 'standard structure types only, in the places that they have',
    faults: (file) =>
      file
        .walked()
        .flatMap((element) =>
          unless(
            [STANDARD.has(element.type), `${line(element)} is no standard type`],
            [
              PARENTS[element.type]?.test(element.parent?.type ?? '') ?? true,
              `${line(element)} in ${element.parent?.type}`,
            ],
            [
              element.kids.every((kid) => CHILDREN[element.type]?.test(kid.type) ?? true),
              `${line(element)} holds ${element.kids.map((kid) => kid.type).join(' ')}`,
            ],
          ),
        ),
  },
  {
    a: '6.7.4',
    ua: '7.2',
    what: 'a natural language for the whole text',
    faults: (file) =>
      unless([/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(file.text(file.view.catalog, 'Lang') ?? ''), 'Lang']),
  },
  {
    a: '6.7.5',
    ua: '7.3',
    what: 'figures and form fields described in words',
    faults: (file) =>
      file
        .walked()
        .filter(({ type }) => /^(Figure|Formula|Form)$/.test(type))
        .filter(({ dict }) => !file.text(dict, 'Alt') && !file.text(dict, 'ActualText'))
        .map(line),
  },
  {
    ua: '7.4',
    what: 'headings that begin with the first level and skip none',
    faults: (file) => {
      const levels = file
        .walked()
        .flatMap(({ type }) => (/^H[1-6]$/.test(type) ? [Number(type.slice(1))] : []))
      return levels.flatMap((level, index) =>
        level > (levels[index - 1] ?? 0) + 1 ? [`H${level} after H${levels[index - 1] ?? 0}`] : [],
      )
    },
  },
  {
    ua: '7.5',
    what: 'tables with headers that say what they head, all rows of as many cells',
    faults: (file) =>
      file
        .walked()
        .filter(({ type }) => type === 'Table')
        .flatMap((table) => {
          const rows = descendants(table, 'TR')
          const counts = new Set(rows.map((row) => row.kids.length))
          const headers = descendants(table, 'TH')
          return [
            ...unless(
              [counts.size === 1, `${line(table)}: rows of ${[...counts].join(', ')} cells`],
              [headers.length > 0, `${line(table)} without headers`],
            ),
            ...headers
              .filter(({ dict }) => !/^(Column|Row|Both)$/.test(file.name(dict, 'A', 'Scope') ?? ''))
              .map((header) => `${line(header)} without scope`),
          ]
        }),
  },
  {
    ua: '7.6',
    what: 'lists that say how their items are labelled',
    faults: (file) =>
      file
        .walked()
        .filter((element) => element.type === 'L' && descendants(element, 'Lbl').length > 0)
        .filter(({ dict }) => file.name(dict, 'A', 'O') !== 'List' || !file.name(dict, 'A', 'ListNumbering'))
        .map(line),
  },
  {
    ua: '7.8',
    what: 'page numbers and marks as pagination, in the header or the footer',
    faults: (file) =>
      file.pages.flatMap(({ operations }, index) =>
        operations.flatMap(({ operator, operands }) => {
          const [tag, properties] = operands
          if (operator !== 'BDC' || as('name', tag)?.name !== 'Artifact') return []
          const type = file.name(properties, 'Type')
          return /^(Pagination|Layout)$/.test(type ?? '') ? [] : [`page ${index + 1}: ${type}`]
        }),
      ),
  },
]

/** What the parent tree holds for a page's contents or an annotation. */
export function parentEntry(file: FinishedFile, key: number) {
  const numbers = file.items(file.view.catalog, 'StructTreeRoot', 'ParentTree', 'Nums')
  const at = numbers.findIndex((each, index) => index % 2 === 0 && each === key)
  return at < 0 ? undefined : numbers[at + 1]
}

function descendants(element: Element, type: string): Element[] {
  return element.kids.flatMap((kid) => [...(kid.type === type ? [kid] : []), ...descendants(kid, type)])
}
