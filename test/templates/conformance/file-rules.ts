import { as, type PdfValue } from '../../../server/signing/pdf/values.ts'
import type { FinishedFile } from './finished-file.ts'
import { type Rule, unless } from './rule.ts'

const FILTERS = new Set(['FlateDecode', 'DCTDecode', 'ASCIIHexDecode', 'ASCII85Decode', 'RunLengthDecode'])
const FORBIDDEN_ACTIONS =
  /^(Launch|Sound|Movie|ResetForm|ImportData|Hide|SetOCGState|Rendition|Trans|GoTo3DView|JavaScript)$/

/** How the file is written, what it embeds and what it must not do. */
export const fileRules: readonly Rule[] = [
  {
    a: '6.1.2',
    what: 'header of PDF 1.7, then a comment of four bytes above 127',
    faults: ({ bytes }) =>
      unless([
        /^%PDF-1\.[0-7]\n%[\x80-\xff]{4}[\n\r]/.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1')),
        'header',
      ]),
  },
  {
    a: '6.1.3',
    ua: '7.16',
    what: 'two file identifiers, no encryption, nothing after the end',
    faults: (file) =>
      unless(
        [file.items(file.view.trailer, 'ID').length === 2, 'no ID'],
        [!file.view.trailer.entries.has('Encrypt'), 'Encrypt'],
        [/%%EOF(\r|\n|\r\n)?$/.test(Buffer.from(file.bytes.subarray(-8)).toString('latin1')), 'after %%EOF'],
      ),
  },
  {
    a: '6.1.4',
    what: 'cross-reference tables with entries of twenty bytes',
    faults: ({ bytes }) => {
      const text = Buffer.from(bytes).toString('latin1')
      const tables = [...text.matchAll(/startxref\n(\d+)\n%%EOF/g)]
      return tables.flatMap(([, at]) =>
        /^xref\n(\d+ \d+\n(\d{10} \d{5} [nf] \n)*)+trailer\n/.test(text.slice(Number(at)))
          ? []
          : [`at ${at}`],
      )
    },
  },
  {
    a: '6.1.6',
    what: 'hexadecimal strings of whole bytes',
    faults: (file) =>
      valuesOf(file).flatMap((value) => {
        const { span } = as('string', value) ?? {}
        return span?.hex && (span.end - span.start) % 2 !== 0 ? [`at ${span.start}`] : []
      }),
  },
  {
    a: '6.1.7',
    what: 'streams of their stated length, inside the file, by permitted filters, none LZW',
    faults: (file) =>
      streamsOf(file).flatMap(({ number, stream }) =>
        ['F', 'FFilter', 'FDecodeParms']
          .filter((key) => stream.dict.entries.has(key))
          .concat(
            file
              .items(stream.dict, 'Filter')
              .map((each) => as('name', each)?.name ?? '?')
              .filter((name) => !FILTERS.has(name)),
          )
          .map((fault) => `${fault} in ${number}`),
      ),
  },
  {
    a: '6.1.8',
    what: 'names in UTF-8',
    faults: (file) =>
      valuesOf(file).flatMap((value) => {
        const name = as('name', value)?.name
        return name?.includes('\ufffd') ? [name] : []
      }),
  },
  {
    a: '6.1.12',
    what: 'no permissions but those of signatures',
    faults: (file) => {
      const permissions = as('dict', file.at(file.view.catalog, 'Perms'))
      return [...(permissions?.entries.keys() ?? [])].filter((key) => key !== 'DocMDP' && key !== 'UR3')
    },
  },
  {
    a: '6.1.13',
    what: 'within the limits of names, strings, integers, objects and page sizes',
    faults: (file) => [
      ...unless([file.view.numbers().length <= 8_388_607, 'objects']),
      ...valuesOf(file).flatMap((value) => {
        const isLong = (as('string', value)?.bytes.length ?? 0) > 32_767
        const isLongName = Buffer.byteLength(as('name', value)?.name ?? '') > 127
        const isLarge = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 2 ** 31 - 1
        return isLong || isLongName || isLarge ? [JSON.stringify(value).slice(0, 60)] : []
      }),
      ...file.pages.flatMap(({ dict }) =>
        [2, 3]
          .map((side) => Number(file.at(dict, 'MediaBox', side)))
          .filter((length) => !(length >= 3 && length <= 14_400))
          .map((length) => `page of ${length}`),
      ),
    ],
  },
  {
    a: '6.5.1',
    what: 'no actions but links, no scripts',
    faults: (file) => [
      ...file
        .dictionaries()
        .map((dict) => file.name(dict, 'S') ?? '')
        .filter((action) => FORBIDDEN_ACTIONS.test(action)),
      ...unless([file.at(file.view.catalog, 'Names', 'JavaScript') === null, 'JavaScript in Names']),
    ],
  },
  {
    a: '6.5.2',
    what: 'no actions upon events',
    faults: (file) =>
      file.dictionaries().flatMap((dict) => (dict.entries.has('AA') ? ['additional actions'] : [])),
  },
  {
    a: '6.8',
    ua: '7.11',
    what: 'embedded files with both names, type, relationship, and a place among the associated files',
    faults: (file) => {
      const associated = file.items(file.view.catalog, 'AF').map((each) => file.at(each))
      const named = file
        .items(file.view.catalog, 'Names', 'EmbeddedFiles', 'Names')
        .map((each) => file.at(each))
      const specifications = file.dictionaries().filter((dict) => dict.entries.has('EF'))
      return specifications.flatMap((dict) =>
        unless(
          [file.text(dict, 'F') && file.text(dict, 'UF'), 'F and UF'],
          [file.name(dict, 'AFRelationship'), 'AFRelationship'],
          [/^[\w.+-]+\/[\w.+-]+$/.test(file.name(dict, 'EF', 'F', 'Subtype') ?? ''), 'MIME type'],
          [file.at(dict, 'EF', 'F', 'Params', 'ModDate'), 'ModDate'],
          [associated.includes(dict), 'not in AF'],
          [named.includes(dict), 'not in Names'],
        ),
      )
    },
  },
  ...(['OCProperties', 'AlternatePresentations', 'Requirements'] as const).map(
    (key, index): Rule => ({
      a: ['6.9', '6.10', '6.11'][index] as string,
      what: `no ${['layers', 'alternate presentations', 'document requirements'][index]}`,
      faults: (file) =>
        unless(
          [!file.view.catalog.entries.has(key), key],
          [file.at(file.view.catalog, 'Names', key) === null, `${key} in Names`],
          [file.pages.every(({ dict }) => !dict.entries.has('PresSteps')), 'PresSteps'],
        ),
    }),
  ),
]

export function streamsOf(file: FinishedFile) {
  return file.objects().flatMap(({ number, value }) => {
    const stream = as('stream', value)
    return stream ? [{ number, stream }] : []
  })
}

function valuesOf(file: FinishedFile): readonly PdfValue[] {
  const within = (value: PdfValue): PdfValue[] => {
    const dict = as('stream', value)?.dict ?? as('dict', value)
    if (dict) return [...[...dict.entries.values()].flatMap(within)]
    return as('array', value)?.items.flatMap(within) ?? [value]
  }
  return file.objects().flatMap(({ value }) => within(value))
}
