import { describe, expect, test } from 'vitest'
import { digestRanges } from '../../server/signing/cms.ts'
import { nextObjectNumber, type UpdatedObject } from '../../server/signing/pdf/append.ts'
import { formOf } from '../../server/signing/pdf/fields.ts'
import { openPdf, type PdfFile } from '../../server/signing/pdf/pdf-file.ts'
import {
  array,
  as,
  dict,
  name,
  type PdfValue,
  reference,
  textString,
  withEntries,
} from '../../server/signing/pdf/values.ts'
import { fill, reserve, rewritten } from '../../server/signing/placeholder.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { codes, contentStream, fieldOf, judge, signAs, signedAt, signedSteps } from './signed-pdf.ts'
import { timestampsAt } from './stamped-pdf.ts'

/** A document timestamp, right in itself, whose field and revision say what its maker likes. */
async function falselyStamped(
  pdf: Uint8Array,
  entries: (first: number) => Readonly<Record<string, PdfValue>>,
  more: (first: number) => readonly UpdatedObject[],
): Promise<Uint8Array> {
  const file: PdfFile = openPdf(pdf)
  const view = file.latest()
  const form = formOf(view)
  const number = Math.max(200, nextObjectNumber(file))
  const [stamp, field, first] = [number, number + 1, number + 2]
  const page = as('reference', fieldOf(file, 'secretary').dict.entries.get('P'))
  if (!form || form.objectNumber === undefined || !page) throw new Error('not as it is prepared')
  const kept = as('dict', view.resolve(page)) ?? dict({})
  const list = (value: PdfValue | undefined) => as('array', view.resolve(value))?.items ?? []
  const body = dict({
    ...{ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: textString('timestamp-1') },
    ...{ F: 132, Rect: array(0, 0, 0, 0), P: page, V: reference(stamp) },
    ...entries(first),
  })
  const annotations = array(...list(kept.entries.get('Annots')), reference(field))
  const fields = array(...list(form.dict.entries.get('Fields')), reference(field))
  const objects = [
    ...more(first),
    { number: field, body },
    rewritten(view, page.number, withEntries(kept, { Annots: annotations })),
    rewritten(view, form.objectNumber, withEntries(form.dict, { Fields: fields })),
  ]
  const said = dict({
    ...{ Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') },
  })
  const reserved = reserve(file, { number: stamp, said, size: 16_384, objects, identity: 'false' })
  const digest = digestRanges('sha256', reserved.bytes, reserved.byteRange)
  const token = await timestampsAt(signedAt + 3_600_000)('sha256', digest)
  return fill(reserved.bytes, reserved.placeholder, token)
}

const overlay = contentStream('1 0 0 rg 50 600 500 100 re f')
const steps = await signedSteps()

describe('a document timestamp by somebody whom nobody asked', () => {
  test('is nothing to be said against', async () => {
    const file = await falselyStamped(
      steps.chair,
      () => ({}),
      () => [],
    )
    expect(codes(judge(file))).toEqual([])
    expect(judge(file).verdict).toBe('valid')
  })

  test.each([
    ['a look, and a place that stands elsewhere', (first: number) => ({ Rect: reference(first + 1) })],
    ['a look, and a place of its own', () => ({ Rect: array(50, 600, 550, 700) })],
    ['a look, and no place', () => ({})],
  ])('must not bring %s', async (_, place) => {
    const entries = (first: number) => ({ AP: dict({ N: reference(first) }), ...place(first) })
    const file = await falselyStamped(steps.chair, entries, (first) => [
      { number: first, body: overlay },
      { number: first + 1, body: array(50, 600, 550, 700) },
    ])
    expect(codes(judge(file))).toContain('forbidden-change')
  })

  test('must not bring an act', async () => {
    const act = dict({ PO: dict({ S: name('JavaScript'), JS: textString('app.alert(1)') }) })
    const file = await falselyStamped(
      steps.chair,
      () => ({ AA: act }),
      () => [],
    )
    expect(codes(judge(file))).toContain('forbidden-change')
  })

  test('must not bring what a page was waiting for, whatever it calls itself', async () => {
    const base = Buffer.from(await preparedPdf())
    const page = /\/Contents (\d+ 0 R)\n\/Resources \d+ 0 R\n\/UserUnit 1/g
    const waiting = base.toString('latin1').replace(page, (found, content: string) =>
      found
        .replace(content, `[${content} 99 0 R]`)
        .replace(/\n\/UserUnit 1/, '')
        .padEnd(found.length),
    )
    const signed = await signAs(await signAs(Buffer.from(waiting, 'latin1'), 'secretary'), 'chair')
    expect(waiting).toContain('99 0 R')
    expect(codes(judge(signed))).toEqual([])
    const body: PdfValue = {
      kind: 'stream',
      dict: dict({ Type: name('ObjStm'), N: 0, First: 0 }),
      raw: Buffer.from('1 0 0 rg 50 600 500 100 re f'),
    }
    const file = await falselyStamped(
      signed,
      () => ({}),
      () => [{ number: 99, body }],
    )
    expect(codes(judge(file))).toContain('forbidden-change')
  })
})
