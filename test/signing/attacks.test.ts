import { describe, expect, test } from 'vitest'
import { readCertificate } from '../../server/signing/certificate.ts'
import { digestRanges, signedAttributes, signedData } from '../../server/signing/cms.ts'
import { formOf } from '../../server/signing/pdf/fields.ts'
import { openPdf } from '../../server/signing/pdf/pdf-file.ts'
import { array, as, dict, name, reference, textString, withEntries } from '../../server/signing/pdf/values.ts'
import { prepare } from '../../server/signing/sign.ts'
import { verify } from '../../server/signing/verify.ts'
import { preparedPdf } from './prepared-pdf.ts'
import {
  codes,
  contentStream,
  fieldOf,
  judge,
  makeAuthority,
  pageOf,
  pki,
  signAs,
  signedAt,
  signedSteps,
  withRevision,
} from './signed-pdf.ts'

const steps = await signedSteps()
const overlay = contentStream('1 0 0 rg 0 0 600 800 re f')

describe('an honest file', () => {
  test('is valid once secretary and chair have signed', () => {
    const verdict = judge(steps.chair)
    expect(verdict.reasons.filter((each) => each.level !== 'note')).toEqual([])
    expect(verdict.verdict).toBe('valid')
    expect(verdict.requiredFields).toEqual(['secretary', 'chair'])
    expect(verdict.signatures.map(({ signer, covers, trusted }) => [signer, covers, trusted])).toEqual([
      ['Thư ký (minh họa)', 'revision 2 of 3', true],
      ['Chủ trì (minh họa)', 'revision 3 of 3', true],
    ])
    expect(verdict.revisions.every((revision) => revision.changes.every((change) => change.allowed))).toBe(
      true,
    )
  })

  test('is incomplete before the first and between the two signatures', () => {
    for (const pdf of [steps.base, steps.secretary]) {
      expect(judge(pdf).verdict).toBe('untrusted-or-incomplete')
      expect(codes(judge(pdf), 'incomplete')).toContain('field-empty')
    }
  })

  test('is incomplete when cut back to the secretary’s revision', () => {
    expect(judge(steps.chair.subarray(0, steps.secretary.length)).verdict).toBe('untrusted-or-incomplete')
  })

  test('is untrusted under no root and under another root', () => {
    expect(codes(judge(steps.chair, []), 'incomplete')).toEqual(['no-trusted-root'])
    expect(codes(judge(steps.chair, [makeAuthority().rootPem]), 'incomplete')).toEqual(['untrusted'])
  })
})

describe('bytes', () => {
  test('flipped in the content are reported as a changed content', () => {
    const changed = Buffer.from(steps.chair)
    const at = changed.indexOf('stream\n') + 12
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(codes(judge(changed))).toContain('digest-mismatch')
    expect(judge(changed).verdict).toBe('invalid')
  })

  test('appended after the end are counted', () => {
    const verdict = judge(Buffer.concat([steps.chair, Buffer.from('\n% nothing')]))
    expect(codes(verdict)).toContain('appended-bytes')
    const one = judge(Buffer.concat([steps.chair, Buffer.from('\n')]))
    expect(one.verdict).toBe('invalid')
  })

  test('appended objects without a cross-reference are not overlooked', () => {
    const page = pageOf(openPdf(steps.chair), 0).number
    const verdict = judge(
      Buffer.concat([steps.chair, Buffer.from(`${page} 0 obj\n<< /Type /Page >>\nendobj\n`)]),
    )
    expect(codes(verdict)).toContain('appended-bytes')
  })

  test('in the padding of the signature are reported', () => {
    const changed = Buffer.from(steps.chair)
    const at = changed.lastIndexOf('00>')
    changed.write('41', at, 'latin1')
    expect(codes(judge(changed))).toContain('contents-encoding')
  })

  test('of the signature written in other letters are reported', () => {
    const changed = Buffer.from(steps.chair)
    const at = changed.lastIndexOf('/Contents <') + 11
    changed.write(changed.toString('latin1', at, at + 8).toUpperCase(), at, 'latin1')
    changed.write('3A', at, 'latin1')
    expect(judge(changed).verdict).toBe('invalid')
  })
})

describe('a later revision', () => {
  const attack = (write: Parameters<typeof withRevision>[1], pdf = steps.chair) =>
    judge(withRevision(pdf, write))
  const english = (verdict: ReturnType<typeof judge>) => verdict.reasons.map((each) => each.en).join('\n')

  test('that paints over a page is reported with the page', () => {
    const verdict = attack((file, free) => {
      const page = pageOf(file, 1)
      const contents = array(page.dict.entries.get('Contents') ?? null, reference(free))
      return [
        { number: page.number, body: withEntries(page.dict, { Contents: contents }) },
        { number: free, body: overlay },
      ]
    })
    expect(verdict.verdict).toBe('invalid')
    expect(codes(verdict)).toEqual(['forbidden-change', 'unsigned-revision'])
    expect(english(verdict)).toContain(
      'Revision 4 of the file changes what it must not: page 2: was changed (/Contents)',
    )
  })

  test('that replaces the content of a page is reported with the page', () => {
    const verdict = attack((file) => {
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      return [{ number: content?.number ?? 0, body: overlay }]
    })
    expect(english(verdict)).toContain('the content of page 1: was replaced')
  })

  test('that adds an annotation is reported', () => {
    const verdict = attack((file, free) => {
      const page = pageOf(file, 0)
      return [
        { number: page.number, body: withEntries(page.dict, { Annots: array(reference(free)) }) },
        {
          number: free,
          body: dict({ Type: name('Annot'), Subtype: name('FreeText'), Contents: textString('x') }),
        },
      ]
    })
    expect(english(verdict)).toContain('page 1: was changed (/Annots)')
  })

  test('that exchanges the appearance of a signed field is reported', () => {
    const verdict = attack((file, free) => {
      const field = fieldOf(file, 'chair')
      const look = withEntries(field.dict, { AP: dict({ N: reference(free) }) })
      return [
        { number: field.objectNumber, body: look },
        { number: free, body: overlay },
      ]
    })
    expect(english(verdict)).toContain('signature field "chair": was changed (/AP)')
  })

  test('that removes a signature is reported, and the field named', () => {
    const verdict = attack((file) => {
      const field = fieldOf(file, 'chair')
      const entries = [...field.dict.entries].filter(([key]) => key !== 'V')
      return [{ number: field.objectNumber, body: dict(entries) }]
    })
    expect(english(verdict)).toContain('signature field "chair": was changed (/V)')
    expect(verdict.verdict).toBe('invalid')
  })

  test('that removes a field is reported by its name', () => {
    const remove = (file: ReturnType<typeof openPdf>) => {
      const form = formOf(file.latest())
      const [secretary] = as('array', form?.dict.entries.get('Fields'))?.items ?? []
      const body = withEntries(form?.dict ?? dict({}), { Fields: array(secretary ?? null) })
      return [{ number: form?.objectNumber ?? 0, body }]
    }
    for (const pdf of [steps.chair, steps.secretary]) {
      expect(codes(attack(remove, pdf))).toContain('field-removed')
      expect(english(attack(remove, pdf))).toContain('"chair" was removed')
    }
  })

  test('that changes title, catalog or document information is reported', () => {
    const catalog = attack((file) => {
      const { catalogNumber, catalog } = file.latest()
      return [{ number: catalogNumber, body: withEntries(catalog, { OpenAction: textString('x') }) }]
    })
    expect(english(catalog)).toContain('the catalog: was changed (/OpenAction)')
    const information = attack((file) => {
      const number = as('reference', file.latest().trailer.entries.get('Info'))?.number ?? 0
      return [{ number, body: dict({ Title: textString('Other') }) }]
    })
    expect(english(information)).toContain('the document information: was changed')
  })

  test('with nothing in it is reported as unsigned', () => {
    expect(codes(attack(() => []))).toEqual(['unsigned-revision'])
  })

  test('that only adds objects nothing uses is reported', () => {
    expect(codes(attack((_, free) => [{ number: free, body: overlay }]))).toContain('forbidden-change')
  })

  test('may add validation data; what is none of it is named', () => {
    const verdict = attack((file, free) => {
      const { catalogNumber, catalog } = file.latest()
      const store = dict({ Type: name('DSS'), Certs: array(reference(free)) })
      return [
        { number: catalogNumber, body: withEntries(catalog, { DSS: store }) },
        { number: free, body: contentStream('certificate') },
      ]
    })
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'incomplete')).toEqual(['dss-foreign'])
  })

  test('may add an invisible document timestamp, whose token is read, but no visible one', () => {
    const stamped = withTimestamp(steps.chair, [0, 0, 0, 0])
    expect(codes(judge(stamped))).toEqual(['timestamp-wrong'])
    expect(codes(judge(withTimestamp(steps.chair, [0, 0, 600, 800])))).toContain('forbidden-change')
  })

  test('between two signatures is reported although the second covers it', async () => {
    const painted = withRevision(steps.secretary, (file) => {
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      return [{ number: content?.number ?? 0, body: overlay }]
    })
    const verdict = judge(await signAs(painted, 'chair'))
    expect(codes(verdict)).toEqual(['forbidden-change', 'unsigned-revision'])
  })

  test('cannot hide a painted page between validation data', () => {
    const verdict = attack((file) => {
      const { catalogNumber, catalog } = file.latest()
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      const store = dict({ Certs: array(content ?? null) })
      return [
        { number: catalogNumber, body: withEntries(catalog, { DSS: store }) },
        { number: content?.number ?? 0, body: overlay },
      ]
    })
    expect(english(verdict)).toContain('the content of page 1: was replaced')
  })
})

describe('content prepared before signing', () => {
  test('that nothing uses is reported by name', async () => {
    const hidden = await signedSteps({ hiddenContent: 'BT (All agree) Tj ET' })
    expect(codes(judge(hidden.chair), 'incomplete')).toEqual(['hidden-content'])
  })

  test('cannot be swapped in by a table that points back to it', async () => {
    const content = as('reference', pageOf(openPdf(steps.base), 0).dict.entries.get('Contents'))?.number ?? 0
    const { text, hiddenAt } = withSecondDefinition(steps.base, content)
    const signed = await signAs(await signAs(text, 'secretary'), 'chair')
    expect(codes(judge(signed))).toEqual([])
    expect(codes(judge(signed), 'incomplete')).toEqual(['hidden-content'])

    const { trailer, revision } = openPdf(signed).latest()
    const table = `xref\n${content} 1\n${String(hiddenAt).padStart(10, '0')} 00000 n \n`
    const root = as('reference', trailer.entries.get('Root'))?.number
    const facts = `/Size ${trailer.entries.get('Size')} /Root ${root} 0 R /Prev ${revision.sections[0]?.start}`
    const end = `trailer\n<< ${facts} >>\nstartxref\n${signed.length}\n%%EOF\n`
    const verdict = judge(Buffer.concat([signed, Buffer.from(table + end)]))
    expect(codes(verdict)).toEqual(expect.arrayContaining(['moved-object', 'forbidden-change']))
    expect(verdict.reasons.map((each) => each.en).join()).toContain('the content of page 1: was replaced')
  })

  test('that waits for an undefined object is not fed by a signature', async () => {
    // The page refers to the number that the signature's appearance will get.
    const prepared = await preparedPdf()
    const trap = withRevision(prepared, (file, free) => {
      const page = pageOf(file, 0)
      const contents = array(page.dict.entries.get('Contents') ?? null, reference(free))
      return [{ number: page.number, body: withEntries(page.dict, { Contents: contents }) }]
    })
    const signed = await signAs(trap, 'secretary')
    const awaited = as('array', pageOf(openPdf(signed), 0).dict.entries.get('Contents'))?.items[1]
    expect(openPdf(signed).latest().resolve(awaited)).toBe(null)
    expect(codes(judge(signed))).toContain('forbidden-change')
  })

  test('that was changed in a revision before the first signature is reported', async () => {
    const changed = withRevision(steps.base, (file) => {
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      return [{ number: content?.number ?? 0, body: overlay }]
    })
    const signed = await signAs(await signAs(changed, 'secretary'), 'chair')
    expect(codes(judge(signed))).toContain('forbidden-change')
  })
})

describe('a signature', () => {
  test('by the wrong person is invalid: the chair’s field with the secretary’s certificate', async () => {
    const other = await preparedPdf({
      fields: { secretary: 'Thư ký (minh họa)', chair: 'Thư ký (minh họa)' },
    })
    const forged = await signAs(await signAs(other, 'secretary'), 'chair', pki.signers.secretary.signer)
    expect(judge(forged).verdict).toBe('valid')
    await expect(signAs(steps.secretary, 'chair', pki.signers.secretary.signer)).rejects.toMatchObject({
      code: 'signing/certificate-refused',
      detail: { reason: 'wrong-person' },
    })
    const wrong = await signedWithoutAsking(steps.secretary)
    expect(codes(judge(wrong))).toEqual(['wrong-person'])
  })

  test('under somebody’s own root is untrusted, whatever the names say', async () => {
    const forger = makeAuthority('Điểm Cầu – CA gốc (minh họa)')
    const as = (commonName: string) => forger.issue({ commonName })
    const once = await signAs(steps.base, 'secretary', as('Thư ký (minh họa)'))
    const forged = await signAs(once, 'chair', as('Chủ trì (minh họa)'))
    expect(judge(forged).verdict).toBe('untrusted-or-incomplete')
    expect(codes(judge(forged), 'incomplete')).toContain('untrusted')
    expect(judge(forged, [forger.rootPem]).verdict).toBe('valid')
  })

  test('copied from another file is reported', async () => {
    const other = await signedSteps({ pages: 3 })
    const hexOf = (pdf: Uint8Array) =>
      /\/Contents <([0-9a-f]+)>/.exec(Buffer.from(pdf).toString('latin1'))?.[1] ?? ''
    const mixed = Buffer.from(steps.secretary)
    mixed.write(hexOf(other.secretary), mixed.indexOf(hexOf(steps.secretary)), 'latin1')
    expect(codes(judge(mixed))).toEqual(['digest-mismatch'])
  })

  test('with a wrapped byte range is reported', () => {
    // The second range is moved to the end, so that new bytes fit between.
    const text = Buffer.from(steps.chair).toString('latin1')
    const ranges = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\] */g)]
    const last = ranges.at(-1)
    const [whole = '', first, second, length] = last ?? []
    const inserted = '% inserted\n'
    const shifted = Number(second) + inserted.length
    const replaced = `/ByteRange [0 ${first} ${shifted} ${length}]`.padEnd(whole.length)
    const wrapped = text.replace(whole, replaced)
    const moved = `${wrapped.slice(0, Number(second))}${inserted}${wrapped.slice(Number(second))}`
    const verdict = judge(Buffer.from(moved, 'latin1'))
    expect(verdict.verdict).toBe('invalid')
  })

  test('that leaves a part of its revision out is reported as such', async () => {
    const wrong = await signedWithRange(steps.secretary, ([a, b, c, d]) => [a, b, c, d - 40])
    expect(codes(judge(wrong))).toEqual(['byte-range'])
    const early = await signedWithRange(steps.secretary, ([a, b, c, d]) => [a + 10, b - 10, c, d])
    expect(codes(judge(early))).toContain('byte-range')
  })

  test('used in two fields is reported', () => {
    const verdict = judge(
      withRevision(steps.secretary, (file) => {
        const value = fieldOf(file, 'secretary').value ?? null
        const field = fieldOf(file, 'chair')
        return [{ number: field.objectNumber, body: withEntries(field.dict, { V: value }) }]
      }),
    )
    expect(codes(verdict)).toEqual(
      expect.arrayContaining(['signature-reused', 'forbidden-change', 'wrong-person']),
    )
  })

  test('out of order is refused', async () => {
    await expect(signAs(steps.base, 'chair')).rejects.toMatchObject({ code: 'signing/out-of-order' })
    await expect(signAs(steps.chair, 'chair')).rejects.toMatchObject({ code: 'signing/already-signed' })
  })
})

describe('what is not a signed PDF', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'not-a-pdf'],
    ['a text', Buffer.from('hello'), 'not-a-pdf'],
    ['a header alone', Buffer.from('%PDF-1.7\n'), 'damaged'],
  ])('%s is named', (_, bytes, code) => {
    expect(codes(judge(bytes))).toEqual([code])
  })

  test('a PDF without signature fields is named', async () => {
    const verdict = judge(await preparedPdf({ fields: {} }))
    expect([verdict.verdict, codes(verdict)]).toEqual(['untrusted-or-incomplete', []])
    expect(codes(verdict, 'incomplete')).toEqual(['no-signature-fields'])
  })

  test('a loop of revisions ends', () => {
    const text = Buffer.from(steps.base).toString('latin1')
    const at = text.match(/startxref\n(\d+)/)?.[1]
    const looped = text.replace('trailer\n<<', `trailer\n<< /Prev ${at}`)
    expect(verify(Buffer.from(looped, 'latin1'), { roots: [], now: signedAt }).verdict).toBe('invalid')
  })
})

/** The file with a second object of that number, which its cross-reference does not mention. */
function withSecondDefinition(pdf: Uint8Array, number: number): { text: Buffer; hiddenAt: number } {
  const text = Buffer.from(pdf).toString('latin1')
  const hiddenAt = text.lastIndexOf('xref\n0 ')
  const hidden = `${number} 0 obj\n<< /Length 9 >>\nstream\n0 0 9 9 f\nendstream\nendobj\n`
  const moved = text.slice(hiddenAt).replace(/startxref\n\d+/, `startxref\n${hiddenAt + hidden.length}`)
  return { text: Buffer.from(text.slice(0, hiddenAt) + hidden + moved, 'latin1'), hiddenAt }
}

/** A document timestamp in a field of its own, its token empty, with a widget of that rectangle on page 1. */
function withTimestamp(pdf: Uint8Array, rectangle: readonly number[]): Uint8Array {
  const range = ' '.repeat(40)
  const syntax = `<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /ByteRange ${range} /Contents <${'0'.repeat(64)}> >>`
  const stamped = Buffer.from(
    withRevision(pdf, (file, free) => {
      const view = file.latest()
      const form = formOf(view)
      const fields = as('array', form?.dict.entries.get('Fields'))?.items ?? []
      const page = pageOf(file, 0)
      const widget = dict({
        ...{ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: textString('stamp') },
        ...{ Rect: array(...rectangle), V: reference(free + 1) },
      })
      return [
        { number: free, body: widget },
        { number: free + 1, body: Buffer.from(syntax) },
        {
          number: form?.objectNumber ?? 0,
          body: withEntries(form?.dict ?? dict({}), { Fields: array(...fields, reference(free)) }),
        },
        { number: page.number, body: withEntries(page.dict, { Annots: array(reference(free)) }) },
      ]
    }),
  )
  const start = stamped.lastIndexOf('/Contents <') + 10
  const end = stamped.indexOf('>', start) + 1
  stamped.write(`[0 ${start} ${end} ${stamped.length - end}]`, stamped.lastIndexOf(range), 'latin1')
  return stamped
}

/** The chair's field signed by the secretary, as a tool would that does not look at the seed value. */
async function signedWithoutAsking(pdf: Uint8Array): Promise<Uint8Array> {
  return signedWithRange(pdf, (range) => range, pki.signers.secretary.signer)
}

async function signedWithRange(
  pdf: Uint8Array,
  change: (range: readonly [number, number, number, number]) => readonly [number, number, number, number],
  signer = pki.signers.chair.signer,
): Promise<Uint8Array> {
  const { chain, algorithm } = pki.signers.chair.signer
  const prepared = prepare(pdf, { field: 'chair', chain, algorithm, at: signedAt + 60_000 })
  const bytes = Buffer.concat([pdf, prepared.update])
  const range = change(prepared.byteRange)
  const at = bytes.lastIndexOf('/ByteRange [') + 11
  bytes.write(`[${range.join(' ')}]`.padEnd(40), at, 'latin1')
  const certificates = signer.chain.map(readCertificate)
  const attributes = signedAttributes(digestRanges('sha256', bytes, range), algorithm, certificates)
  const signature = await signer.sign(attributes)
  const container = signedData(attributes, signature, algorithm, certificates).toString('hex')
  bytes.write(container, prepared.placeholder.start + 1, 'latin1')
  return bytes
}
