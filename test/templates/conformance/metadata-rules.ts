import type { FinishedFile } from './finished-file.ts'
import { type Rule, unless } from './rule.ts'

const PREDEFINED = /^(pdfaid|dc|xmp|pdf|pdfaExtension|pdfaSchema|pdfaProperty|rdf|x|xml)$/

/** The text of the first element of that name, entities undone. */
function property({ xmp }: FinishedFile, name: string): string | null {
  const inner = new RegExp(`<${name}[^>]*>(.*?)</${name}>`, 's').exec(xmp)?.[1]
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  const text = inner?.replace(/<[^>]*>/g, '').trim()
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => entities[entity] ?? '') ?? null
}

/** `D:20230530020400Z` as XMP writes it. */
const iso = (date: string | null) =>
  date?.replace(/^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z') ?? null

/** What the file says of itself. */
export const metadataRules: readonly Rule[] = [
  {
    a: '6.6.2.1',
    ua: '7.1',
    what: 'an XMP packet in plain UTF-8, well-formed, without encoding attributes',
    faults: (file) =>
      unless(
        [file.name(file.view.catalog, 'Metadata', 'Type') === 'Metadata', 'Type'],
        [file.name(file.view.catalog, 'Metadata', 'Subtype') === 'XML', 'Subtype'],
        [file.at(file.view.catalog, 'Metadata', 'Filter') === null, 'Filter'],
        [/^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>/.test(file.xmp), 'packet'],
        [isWellFormed(file.xmp), 'XML'],
      ),
  },
  {
    a: '6.6.2.3',
    what: 'every property that XMP does not define declared with its type',
    faults: ({ xmp }) => {
      const own = [...xmp.matchAll(/<(\w+):(\w+)[ >]/g)].filter(
        ([, prefix]) => !PREDEFINED.test(prefix ?? ''),
      )
      return own.flatMap(([, prefix, name]) => {
        const uri = new RegExp(`xmlns:${prefix}="([^"]+)"`).exec(xmp)?.[1]
        const schema = xmp
          .split('<pdfaSchema:schema>')
          .find((each) => each.includes(`<pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI>`))
        return unless(
          [schema?.includes(`<pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>`), `${prefix} undeclared`],
          [
            schema?.includes(`<pdfaProperty:name>${name}</pdfaProperty:name>`),
            `${prefix}:${name} undeclared`,
          ],
        )
      })
    },
  },
  {
    a: '6.6.4',
    what: 'part 3, conformance A',
    faults: (file) =>
      unless(
        [property(file, 'pdfaid:part') === '3', 'pdfaid:part'],
        [property(file, 'pdfaid:conformance') === 'A', 'pdfaid:conformance'],
      ),
  },
  {
    ua: '5',
    what: 'written for PDF/UA-1',
    faults: (file) => unless([property(file, 'pdfuaid:part') === '1', 'pdfuaid:part']),
  },
  {
    ua: '7.1',
    what: 'a title, which is shown instead of the file name',
    faults: (file) =>
      unless(
        [property(file, 'dc:title'), 'dc:title'],
        [file.at(file.view.catalog, 'ViewerPreferences', 'DisplayDocTitle') === true, 'DisplayDocTitle'],
      ),
  },
  {
    a: '6.6.2.2',
    what: 'the same title, author, subject, producer and dates as the information dictionary',
    faults: (file) => {
      const info = (key: string) => file.text(file.view.trailer, 'Info', key)
      return unless(
        [info('Title') === property(file, 'dc:title'), 'Title'],
        [info('Author') === property(file, 'dc:creator'), 'Author'],
        [info('Subject') === property(file, 'dc:description'), 'Subject'],
        [info('Producer') === property(file, 'pdf:Producer'), 'Producer'],
        [info('Creator') === property(file, 'xmp:CreatorTool'), 'Creator'],
        [iso(info('CreationDate')) === property(file, 'xmp:CreateDate'), 'CreationDate'],
        [iso(info('ModDate')) === property(file, 'xmp:ModifyDate'), 'ModDate'],
      )
    },
  },
]

/** Every element is closed by its own name; the packet has no comments and no sections. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  for (const [, end, name, empty] of xml.matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
    if (end && open.pop() !== name) return false
    if (!end && !empty) open.push(name ?? '')
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;|apos;)/.test(xml)
}
