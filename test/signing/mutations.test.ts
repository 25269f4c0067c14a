import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { algorithmIdentifier } from '../../server/signing/algorithms.ts'
import { bitString, integer, nothing, sequence, time } from '../../server/signing/asn1/der-write.ts'
import { readPem } from '../../server/signing/certificate.ts'
import {
  array,
  as,
  dict,
  name,
  type PdfValue,
  reference,
  withEntries,
} from '../../server/signing/pdf/values.ts'
import { verify } from '../../server/signing/verify.ts'
import { recordMeasurement } from '../support/measured.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { now, pki, signAs, signedAt, signedSteps, withRevision } from './signed-pdf.ts'
import { archived as archivedOf, archivedSteps, minute } from './stamped-pdf.ts'

/** Day of the worked example's conference. */
const SEED = 20230530
const count = process.env.LONG ? 10_000 : 300
/** What one verdict may take at the very most, milliseconds; the limit of the verifier itself is 4 s. */
const patience = 25_000

/** Mulberry32: the same mutations at each run. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Mutation = (pdf: Buffer, below: (limit: number) => number) => Buffer

const words = [
  'obj',
  'endobj',
  'stream',
  'xref',
  '/Prev',
  '/Contents',
  '/ByteRange',
  '<<',
  '>>',
  '/Kids',
  '/Fields',
]
const mutations: Readonly<Record<string, Mutation>> = {
  bit: (pdf, below) => {
    const at = below(pdf.length)
    pdf[at] = (pdf[at] ?? 0) ^ (1 << below(8))
    return pdf
  },
  byte: (pdf, below) => {
    pdf[below(pdf.length)] = below(256)
    return pdf
  },
  // Where the structure is, rather than in the signatures' zeros.
  digit: (pdf, below) => {
    const digits = [...pdf.toString('latin1').matchAll(/(?<=[ [/])\d+(?=[ \]\n])/g)]
    const found = digits[below(digits.length)]
    if (found)
      pdf.write(String(below(10 ** found[0].length)).padStart(found[0].length, '0'), found.index, 'latin1')
    return pdf
  },
  cut: (pdf, below) => pdf.subarray(0, below(pdf.length)),
  remove: (pdf, below) => {
    const at = below(pdf.length)
    return Buffer.concat([pdf.subarray(0, at), pdf.subarray(at + 1 + below(200))])
  },
  insert: (pdf, below) => {
    const at = below(pdf.length)
    const text = Buffer.from(`${words[below(words.length)]} ${below(1000)}`)
    return Buffer.concat([pdf.subarray(0, at), text, pdf.subarray(at)])
  },
  copy: (pdf, below) => {
    const [from, to, length] = [below(pdf.length), below(pdf.length), below(400)]
    pdf.copy(pdf, to, from, Math.min(pdf.length, from + length))
    return pdf
  },
  swap: (pdf, below) => {
    const word = words[below(words.length)] ?? ''
    const places = [...pdf.toString('latin1').matchAll(new RegExp(word.replace(/[/<>]/g, '\\$&'), 'g'))]
    const at = places[below(places.length)]?.index ?? 0
    pdf.write((words[below(words.length)] ?? '').padEnd(word.length).slice(0, word.length), at, 'latin1')
    return pdf
  },
  append: (pdf, below) => Buffer.concat([pdf, pdf.subarray(pdf.length - 1 - below(3000))]),
}

/** The kinds of files that are changed, and whether each change must be called one. */
async function originals() {
  const { secretary, chair, archived } = await archivedSteps()
  const directory = mkdtempSync(join(tmpdir(), 'mutations-'))
  const [from, to] = [join(directory, 'from.pdf'), join(directory, 'to.pdf')]
  writeFileSync(from, await preparedPdf())
  execFileSync('qpdf', ['--static-id', '--object-streams=generate', from, to])
  const packed = await signAs(await signAs(readFileSync(to), 'secretary'), 'chair')
  rmSync(directory, { recursive: true })
  return [
    { name: 'first signature', pdf: secretary, strict: true },
    { name: 'both signatures', pdf: chair, strict: true },
    // Of what no signature covers (a token's further certificates, say) some changes only leave it unproven.
    { name: 'B-LTA', pdf: archived, strict: false },
    { name: 'object streams', pdf: packed, strict: true },
    { name: 'object streams, B-LTA', pdf: await archivedOf(packed, signedAt + 5 * minute), strict: false },
  ]
}

describe(`${count} changed files`, () => {
  test('none crashes or holds the verifier up, none that differs is valid', async () => {
    const files = await originals()
    const unchanged = files.map(({ pdf }) => Buffer.from(pdf))
    const verdicts = files.map(({ pdf }) => verify(pdf, { roots: [pki.rootPem], now }).verdict)
    expect(verdicts).toEqual(['untrusted-or-incomplete', 'valid', 'valid', 'valid', 'valid'])
    const below = random(SEED)
    const kinds = Object.entries(mutations)
    const wrong: string[] = []
    let changed = 0
    for (let index = 0; index < count; index++) {
      const original = files[index % files.length]
      const [kind, mutate] = kinds[index % kinds.length] ?? ['', (pdf: Buffer) => pdf]
      if (!original) continue
      const pdf = mutate(Buffer.from(original.pdf), below)
      if (unchanged.some((each) => each.equals(pdf))) continue
      changed++
      const started = performance.now()
      const { verdict, reasons } = verify(pdf, { roots: [pki.rootPem], now })
      if (original.strict ? verdict !== 'invalid' : verdict === 'valid') {
        wrong.push(`${index} ${original.name} ${kind}: ${verdict} ${reasons.map((each) => each.code)}`)
      }
      expect(performance.now() - started, `${index} ${kind}`).toBeLessThan(patience)
    }
    expect(wrong).toEqual([])
    expect(changed).toBeGreaterThan(count * 0.9)
    if (process.env.LONG)
      recordMeasurement(
        `mutated PDFs through the verifier (seed ${SEED}; signed, B-LTA, with object streams): ${count} files, ${changed} of them changed; none of those valid, no crash, no hang.`,
      )
  }, 1_200_000)
})

describe('the signature itself, which no digest covers', () => {
  test('is not valid with any bit of it changed', async () => {
    const { chair } = await signedSteps()
    const start = Buffer.from(chair).lastIndexOf('/Contents <') + 11
    const length = 4 + Number.parseInt(Buffer.from(chair).toString('latin1', start + 4, start + 8), 16)
    const survivors: string[] = []
    const step = process.env.LONG ? 1 : 41
    for (let bit = 0; bit < length * 8; bit += step) {
      const pdf = Buffer.from(chair)
      const at = start + 2 * (bit >> 3)
      const value = Number.parseInt(pdf.toString('latin1', at, at + 2), 16) ^ (1 << (bit & 7))
      pdf.write(value.toString(16).padStart(2, '0'), at, 'latin1')
      const { verdict } = verify(pdf, { roots: [pki.rootPem], now })
      if (verdict !== 'invalid') survivors.push(`byte ${bit >> 3} bit ${bit & 7}: ${verdict}`)
    }
    expect(survivors).toEqual([])
  }, 600_000)
})

describe('the timestamps, which are not signed along', () => {
  test.each([
    ['of the last signature', 'chairStamped'],
    ['of the document', 'archived'],
  ] as const)(
    '%s leave no valid file with any bit of them changed',
    async (_, which) => {
      const pdf = Buffer.from((await archivedSteps())[which])
      const start = pdf.lastIndexOf('/Contents <') + 11
      const length = 4 + Number.parseInt(pdf.toString('latin1', start + 4, start + 8), 16)
      const survivors: string[] = []
      const step = process.env.LONG ? 7 : 97
      for (let bit = 0; bit < length * 8; bit += step) {
        const changed = Buffer.from(pdf)
        const at = start + 2 * (bit >> 3)
        const value = Number.parseInt(changed.toString('latin1', at, at + 2), 16) ^ (1 << (bit & 7))
        changed.write(value.toString(16).padStart(2, '0'), at, 'latin1')
        const { verdict } = verify(changed, { roots: [pki.rootPem], now })
        if (verdict === 'valid') survivors.push(`byte ${bit >> 3} bit ${bit & 7}`)
      }
      expect(survivors).toEqual([])
    },
    600_000,
  )
})

describe('random revisions behind the last signature', () => {
  test.each(['chair', 'archived'] as const)(
    'never leave the file valid: %s',
    async (which) => {
      const chair = (await archivedSteps())[which]
      const below = random(132)
      const survivors: string[] = []
      for (let index = 0; index < count / 2; index++) {
        const pdf = withRevision(chair, (file, free) => {
          const view = file.latest()
          const numbers = view.numbers()
          const pick = () => numbers[below(numbers.length)] ?? 1
          return Array.from({ length: 1 + below(3) }, () => {
            const number = below(4) === 0 ? free + below(3) : pick()
            const value = view.object(below(2) ? pick() : number) ?? null
            return { number, body: below(2) ? value : withoutOneEntry(value, below) }
          })
        })
        const { verdict } = verify(pdf, { roots: [pki.rootPem], now })
        if (verdict !== 'invalid') survivors.push(`${index}: ${verdict}`)
      }
      expect(survivors).toEqual([])
    },
    600_000,
  )
})

function withoutOneEntry(value: PdfValue, below: (limit: number) => number): PdfValue {
  const dict = as('dict', value)
  if (!dict) return value
  const gone = below(dict.entries.size)
  return { kind: 'dict', entries: new Map([...dict.entries].filter((_, index) => index !== gone)) }
}

describe('files made to hold the verifier up', () => {
  const header = '%PDF-1.7\n'
  const judge = (text: string | Buffer) => verify(Buffer.from(text), { roots: [pki.rootPem], now }).verdict
  const closed = (body: string, xref: string, trailer: string) => {
    const start = header.length + body.length
    return `${header}${body}xref\n${xref}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`
  }

  test.each([
    [
      'deep arrays',
      closed(`1 0 obj\n${'['.repeat(500_000)}\nendobj\n`, '0 1\n0000000000 65535 f \n', '<< /Root 1 0 R >>'),
    ],
    ['deep trailer', closed('', '0 1\n0000000000 65535 f \n', `<< /Root ${'<< /A '.repeat(200_000)}`)],
    ['a huge subsection', closed('', '0 9999999999\n', '<< /Root 1 0 R >>')],
    ['many unfinished strings', `${header}${'<('.repeat(500_000)}startxref\n9\n%%EOF\n`],
    ['many startxref', `${header}${'startxref\n9\n%%EOF\n'.repeat(50_000)}`],
    [
      'catalog of itself',
      closed(
        '1 0 obj\n1 0 R\nendobj\n',
        '0 2\n0000000000 65535 f \n0000000009 00000 n \n',
        '<< /Root 1 0 R >>',
      ),
    ],
  ])('%s', (_, text) => {
    expect(judge(text)).toBe('invalid')
  })

  test('a form whose fields contain each other', () => {
    const objects = [
      '<< /Type /Catalog /AcroForm << /Fields [2 0 R 3 0 R] >> /Pages 4 0 R >>',
      '<< /T (a) /Kids [3 0 R 2 0 R] >>',
      '<< /T (b) /FT /Sig /Kids [2 0 R 3 0 R] >>',
      '<< /Type /Pages /Kids [4 0 R 4 0 R] >>',
    ]
    let body = ''
    let rows = '0000000000 65535 f \n'
    for (const [index, object] of objects.entries()) {
      rows += `${String(header.length + body.length).padStart(10, '0')} 00000 n \n`
      body += `${index + 1} 0 obj\n${object}\nendobj\n`
    }
    expect(judge(closed(body, `0 5\n${rows}`, '<< /Root 1 0 R /Size 5 >>'))).not.toBe('valid')
  })

  test('a validation store of many long revocation lists', async () => {
    const { chair } = await signedSteps()
    const entry = sequence(integer(1), time(now))
    const entries = sequence(Buffer.concat(Array<Buffer>(400_000).fill(entry)))
    const algorithm = algorithmIdentifier({ scheme: 'rsa-pkcs1', hash: 'sha256' })
    const [root] = readPem(pki.rootPem)
    const tbs = sequence(integer(1), algorithm, root?.subjectDer ?? nothing(), time(now), entries)
    const raw = deflateSync(sequence(tbs, algorithm, bitString(Buffer.alloc(256))))
    const pdf = withRevision(chair, (file, free) => {
      const { catalogNumber, catalog } = file.latest()
      const lists = Array.from({ length: 200 }, (_, index) => reference(free + index))
      const stream = { kind: 'stream', dict: dict({ Filter: name('FlateDecode') }), raw } as const
      return [
        { number: catalogNumber, body: withEntries(catalog, { DSS: dict({ CRLs: array(...lists) }) }) },
        ...lists.map(({ number }) => ({ number, body: stream })),
      ]
    })
    const started = performance.now()
    const verdict = verify(pdf, { roots: [pki.rootPem], now })
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['too-complex'])
    expect(performance.now() - started).toBeLessThan(patience)
  }, 60_000)
})
