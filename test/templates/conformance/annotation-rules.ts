import { as, type PdfDict } from '../../../server/signing/pdf/values.ts'
import type { FinishedFile } from './finished-file.ts'
import { type Rule, unless } from './rule.ts'
import { parentEntry } from './structure-rules.ts'

const WIDGET_FLAGS = { invisible: 1, hidden: 2, print: 4, noView: 32, toggleNoView: 256 }

/** Annotations and the form that their fields belong to. */
export const annotationRules: readonly Rule[] = [
  {
    a: '6.3',
    ua: '7.18',
    what: 'annotations that print, are drawn, are described, and stand in the structure by their kind',
    faults: (file) =>
      file.pages.flatMap((page) => [
        ...unless([file.name(page.dict, 'Tabs') === 'S', `page ${page.number}: Tabs`]),
        ...file
          .annotationsOf(page)
          .flatMap(({ dict, number }) => annotationFaults(file, page.dict, dict, number)),
      ]),
  },
  {
    a: '6.4',
    ua: '7.15',
    what: 'a form without XFA, actions or appearances to be made up by the reader',
    faults: (file) => {
      const form = as('dict', file.at(file.view.catalog, 'AcroForm'))
      return unless(
        [form?.entries.get('NeedAppearances') !== true, 'NeedAppearances'],
        [!form?.entries.has('XFA') && !file.view.catalog.entries.has('NeedsRendering'), 'XFA'],
      )
    },
  },
]

function annotationFaults(
  file: FinishedFile,
  page: PdfDict,
  dict: PdfDict,
  number: number,
): readonly string[] {
  const type = file.name(dict, 'Subtype') ?? '?'
  const flags = Number(dict.entries.get('F') ?? 0)
  const { print, ...never } = WIDGET_FLAGS
  const isHidden = Object.values(never).some((flag) => (flags & flag) !== 0)
  const [left = 0, bottom = 0, right = 0, top = 0] = file.items(dict, 'Rect').map(Number)
  const [, , width = 0, height = 0] = file.items(page, 'MediaBox').map(Number)
  const isDrawn = type !== 'Link' && (left !== right || bottom !== top)
  const general = unless(
    [/^(Widget|Link)$/.test(type), `${number}: ${type}`],
    [(flags & print) !== 0 && !isHidden, `${number}: flags ${flags}`],
    [!isDrawn || as('stream', file.at(dict, 'AP', 'N')), `${number}: appearance`],
    [!isDrawn || as('dict', file.at(dict, 'AP'))?.entries.size === 1, `${number}: appearances`],
    [!dict.entries.has('A') || type === 'Link', `${number}: action`],
  )
  // Both the structure and the description are asked only of what can be seen on the page.
  if (right < 0 || top < 0 || left > width || bottom > height) return general
  const element = file.walked().find(({ annotations }) => annotations.includes(number))
  const back = parentEntry(file, Number(file.at(dict, 'StructParent')))
  return [
    ...general,
    ...unless(
      [file.text(dict, 'TU') || file.text(dict, 'Contents'), `${number}: no description`],
      [element?.type === (type === 'Link' ? 'Link' : 'Form'), `${number}: in ${element?.type}`],
      [element && as('reference', back)?.number === element.number, `${number}: StructParent`],
    ),
  ]
}
