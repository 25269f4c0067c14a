import { as } from '../../../server/signing/pdf/values.ts'
import { streamsOf } from './file-rules.ts'
import { type Rule, unless } from './rule.ts'

/** The operators of ISO 32000-1, table 51. */
const OPERATORS = new Set(
  `b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re
   RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`.split(/\s+/),
)
const CMYK = new Set(['k', 'K'])
const XOBJECT_FORBIDDEN = ['Alternates', 'OPI', 'PS', 'Ref', 'Subtype2']

/** What pages draw: operators, colours, no transparency. */
export const graphicsRules: readonly Rule[] = [
  {
    a: '6.2.2',
    what: 'only operators of PDF 1.7, their resources named where they are used',
    faults: (file) =>
      file.drawings().flatMap(({ where, resources, operations }) => {
        const fonts = as('dict', file.at(resources, 'Font'))
        return operations.flatMap(({ operator, operands }) => {
          if (!OPERATORS.has(operator)) return [`${where}: ${operator}`]
          const name = operator === 'Tf' ? (as('name', operands[0])?.name ?? '') : null
          return name !== null && !fonts?.entries.has(name) ? [`${where}: font ${name}`] : []
        })
      }),
  },
  {
    a: '6.2.3',
    what: 'one output intent with an RGB profile of ICC version 2 or 4',
    faults: (file) => {
      const intents = file.items(file.view.catalog, 'OutputIntents')
      const profile = as('stream', file.at(intents[0], 'DestOutputProfile'))
      const data = profile ? file.data(profile) : Buffer.alloc(128)
      return unless(
        [intents.length === 1 && file.name(intents[0], 'S') === 'GTS_PDFA1', 'intent'],
        [file.text(intents[0], 'OutputConditionIdentifier'), 'OutputConditionIdentifier'],
        [profile?.dict.entries.get('N') === 3, 'N'],
        [(data[8] ?? 9) <= 4 && /^(mntr|prtr)$/.test(data.toString('latin1', 12, 16)), 'class'],
        [data.toString('latin1', 16, 20) === 'RGB ', 'space'],
      )
    },
  },
  {
    a: '6.2.4.3',
    what: 'no colours that the output intent does not describe',
    faults: (file) => [
      ...file
        .drawings()
        .flatMap(({ operations }) =>
          operations.filter(({ operator }) => CMYK.has(operator)).map(({ operator }) => operator),
        ),
      ...file
        .dictionaries()
        .flatMap((dict) => (file.name(dict, 'ColorSpace') === 'DeviceCMYK' ? ['CMYK'] : [])),
    ],
  },
  {
    a: '6.2.5',
    what: 'no transfer functions and halftones',
    faults: (file) =>
      file
        .dictionaries()
        .filter((dict) => file.name(dict, 'Type') === 'ExtGState')
        .flatMap((dict) => ['TR', 'HTP', 'HTO'].filter((key) => dict.entries.has(key))),
  },
  {
    a: '6.2.8',
    what: 'images and form XObjects without alternates, PostScript or references',
    faults: (file) =>
      streamsOf(file)
        .filter(({ stream }) => /^(Form|Image)$/.test(file.name(stream.dict, 'Subtype') ?? ''))
        .flatMap(({ number, stream }) => [
          ...XOBJECT_FORBIDDEN.filter((key) => stream.dict.entries.has(key)).map(
            (key) => `${key} in ${number}`,
          ),
          ...unless([stream.dict.entries.get('Interpolate') !== true, `Interpolate in ${number}`]),
        ]),
  },
  {
    a: '6.2.10',
    what: 'no transparency at all (the clause allows some)',
    faults: (file) =>
      file.dictionaries().flatMap((dict) => {
        const mode = file.name(dict, 'BM')
        const mask = dict.entries.get('SMask')
        return unless(
          [mode === null || mode === 'Normal', `BM ${mode}`],
          [mask === undefined || file.name(dict, 'SMask') === 'None', 'SMask'],
          [(dict.entries.get('ca') ?? 1) === 1 && (dict.entries.get('CA') ?? 1) === 1, 'ca'],
          [file.name(dict, 'S') !== 'Transparency', 'group'],
        )
      }),
  },
]
