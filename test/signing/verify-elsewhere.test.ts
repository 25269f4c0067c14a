import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { oids } from '../../server/signing/asn1/oids.ts'
import { array, as, dict, name, reference, textString, withEntries } from '../../server/signing/pdf/values.ts'
import { sign } from '../../server/signing/sign.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { signedAsWhole, signedElsewhere } from './signed-elsewhere.ts'
import {
  codes,
  contentStream,
  judge,
  makeAuthority,
  pageOf,
  pki,
  signAs,
  signedAt,
  withRevision,
} from './signed-pdf.ts'
import { archived, minute, stamped } from './stamped-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'elsewhere-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** The file as qpdf writes it anew. */
function rewritten(pdf: Uint8Array, ...options: readonly string[]): Uint8Array {
  const [from, to] = [join(directory, 'from.pdf'), join(directory, 'to.pdf')]
  writeFileSync(from, pdf)
  execFileSync('qpdf', ['--static-id', ...options, from, to])
  return readFileSync(to)
}

const overlay = contentStream('1 0 0 rg 0 0 600 800 re f')

describe('a file with', () => {
  test('a cross-reference stream and object streams is signed, stamped and archived like any other', async () => {
    const base = rewritten(await preparedPdf(), '--object-streams=generate')
    const once = await stamped(await signAs(base, 'secretary'), 'secretary', signedAt + minute)
    const twice = await stamped(await signAs(once, 'chair'), 'chair', signedAt + 2 * minute)
    const pdf = await archived(twice, signedAt + 5 * minute)
    const verdict = judge(pdf)
    expect(verdict.reasons.filter(({ level }) => level !== 'note')).toEqual([])
    expect(verdict.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA'])
    const painted = withRevision(pdf, (file) => {
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      return [{ number: content?.number ?? 0, body: overlay }]
    })
    expect(codes(judge(painted))).toContain('forbidden-change')
  })

  test.each([
    ['object streams', ['--object-streams=generate']],
    ['its first page in front', ['--linearize']],
    ['its first page in front and object streams', ['--linearize', '--object-streams=generate']],
  ])('%s is read, and nothing in it passes for hidden', async (_, options) => {
    const verdict = judge(rewritten(await preparedPdf(), ...options))
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'incomplete')).toEqual(['field-empty'])
  })

  test('both kinds of cross-reference shows what new readers see', () => {
    const verdict = judge(hybrid('/Title (Hidden from old readers)'))
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'incomplete')).toEqual(['no-signature-fields'])
    expect(codes(judge(hybrid('/Title (Cut off')))).toEqual(['damaged'])
  })
})

/** A hybrid-reference file (ISO 32000-2, 7.5.8.4): its information stands in an object stream. */
function hybrid(information: string): Buffer {
  const packed = `4 0 << ${information} >>`
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n',
    `5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`,
  ]
  let body = '%PDF-1.5\n'
  const offsets = objects.map((object) => {
    const at = body.length
    body += object
    return at
  })
  const stream = body.length
  const rows = Buffer.from([2, 0, 5, 0, 1, 0, 0, 0, 1, stream >> 8, stream & 255, 0])
  rows.writeUInt16BE(offsets[3] ?? 0, 5)
  const head = `6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Index [4 3] /Root 1 0 R /Length ${rows.length} >>\nstream\n`
  const table = body.length + head.length + rows.length + '\nendstream\nendobj\n'.length
  const line = (at: number) => `${String(at).padStart(10, '0')} 00000 n \n`
  const end = `xref\n0 5\n0000000000 65535 f \n${offsets.slice(0, 3).map(line).join('')}0000000000 00000 f \ntrailer\n<< /Size 7 /Root 1 0 R /Info 4 0 R /XRefStm ${stream} >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.concat([
    Buffer.from(body + head, 'latin1'),
    rows,
    Buffer.from(`\nendstream\nendobj\n${end}`, 'latin1'),
  ])
}

describe('a file whose original prepared no fields', () => {
  const authority = makeAuthority('Elsewhere')
  const [first, second] = ['First signer', 'Second signer'].map((commonName) =>
    authority.issue({ commonName }),
  )
  const roots = [authority.rootPem]

  test('gets a verdict on what its signatures cover, and who had to sign is said to be unknown', async () => {
    const base = await preparedPdf({ fields: {} })
    const once = await signedElsewhere(base, 'Signature1', first)
    const verdict = judge(once, roots)
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'incomplete')).toEqual(['fields-not-prepared'])
    expect(codes(verdict, 'note')).toEqual(
      expect.arrayContaining(['signing-time-inside', 'older-format', 'time-claimed']),
    )
    expect(verdict.signatures).toMatchObject([
      { signer: 'First signer', trusted: true, covers: 'revision 2 of 2' },
    ])
    const twice = await signedElsewhere(once, 'Signature2', second)
    expect(codes(judge(twice, roots))).toEqual([])
    expect(judge(twice, roots).signatures.map(({ signer }) => signer)).toEqual([
      'First signer',
      'Second signer',
    ])
  })

  test('may be signed again where it came signed as a whole', async () => {
    const whole = await signedAsWhole(first)
    expect(codes(judge(whole, roots), 'incomplete')).toEqual(['fields-not-prepared'])
    const verdict = judge(await signedElsewhere(whole, 'Signature2', second), roots)
    expect(codes(verdict)).toEqual([])
    expect(verdict.signatures.map(({ signer }) => signer)).toEqual(['First signer', 'Second signer'])
  })

  test('is invalid when a page is painted over after the first signature, signed again or not', async () => {
    const once = await signedElsewhere(await preparedPdf({ fields: {} }), 'Signature1', first)
    const painted = withRevision(once, (file) => {
      const content = as('reference', pageOf(file, 0).dict.entries.get('Contents'))
      return [{ number: content?.number ?? 0, body: overlay }]
    })
    expect(codes(judge(painted, roots))).toEqual(['forbidden-change', 'unsigned-revision'])
    const again = await signedElsewhere(painted, 'Signature2', second)
    expect(codes(judge(again, roots))).toContain('forbidden-change')
  })

  test('is invalid, and not merely unsigned, once its fields are taken away', async () => {
    const prepared = await preparedPdf({ fields: {} })
    for (const signed of [await signedElsewhere(prepared, 'Signature1', first), await signedAsWhole(first)]) {
      const bare = withRevision(signed, ({ latest }) => {
        const { catalog, catalogNumber } = latest()
        return [{ number: catalogNumber, body: withEntries(catalog, { AcroForm: null }) }]
      })
      expect(codes(judge(bare, roots))).toContain('field-removed')
    }
  })

  test('that states its time only inside the signature is told that time', async () => {
    const pdf = await signedElsewhere(await preparedPdf({ fields: {} }), 'Signature1', first, {
      statesTime: false,
    })
    expect(judge(pdf, roots).signatures[0]?.claimedTime).toBe(new Date(signedAt).toISOString())
  })

  test.each([
    ['not-valid-then', { contents: { notAfter: signedAt - 1000 } }],
    ['not-valid-then', { contents: { notBefore: signedAt + 86_400_000 } }],
    ['wrong-usage', { contents: { extendedKeyUsage: [oids.serverAuth] } }],
    ['wrong-usage', { contents: { keyUsage: ['keyCertSign'] } }],
    ['weak-algorithm', { key: 'weak-rsa' }],
  ] as const)('signed with a certificate that may not is named: %s', async (code, options) => {
    const signer = authority.issue({ commonName: 'First signer', ...options })
    const pdf = await signedElsewhere(await preparedPdf({ fields: {} }), 'Signature1', signer)
    expect(codes(judge(pdf, roots))).toEqual([code])
  })

  test.each(['adbe.pkcs7.sha1', 'adbe.x509.rsa_sha1'])(
    'with the weak format %s is told by its name',
    async (format) => {
      const pdf = await signedElsewhere(await preparedPdf({ fields: {} }), 'Signature1', first, { format })
      const verdict = judge(pdf, roots)
      expect(verdict.verdict).toBe('untrusted-or-incomplete')
      expect(verdict.reasons.map(({ vi }) => vi).join()).toContain(format)
    },
  )
})

describe('the document information', () => {
  const withInformation = (pdf: Uint8Array, entries: Record<string, string>) =>
    withRevision(pdf, (file) => {
      const view = file.latest()
      const at = as('reference', view.trailer.entries.get('Info'))
      const held = as('dict', view.resolve(at)) ?? dict({})
      const texts = Object.entries(entries).map(([key, text]) => [key, textString(text)] as const)
      return [{ number: at?.number ?? 0, body: withEntries(held, Object.fromEntries(texts)) }]
    })
  const merged = async (entries: Record<string, string>) => {
    const signed = await signAs(withInformation(await preparedPdf(), entries), 'secretary')
    return judge(signed)
  }

  test('written anew with a time and a program is noted, where nothing visible changed', async () => {
    const verdict = await merged({ ModDate: 'D:20230530120000Z', Producer: 'Another program' })
    expect(codes(verdict, 'note')).toContain('information-changed')
    expect(codes(verdict)).toEqual(['unsigned-revision'])
  })

  test('written anew together with a signature leaves the file as good as it was', async () => {
    const authority = makeAuthority('Elsewhere')
    const signer = authority.issue({ commonName: 'First signer' })
    const base = await preparedPdf({ fields: {} })
    const once = await signedElsewhere(base, 'Signature1', signer, { writesInformation: true })
    const twice = await signedElsewhere(once, 'Signature2', signer, { writesInformation: true })
    const verdict = judge(twice, [authority.rootPem])
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'note')).toContain('information-changed')
  })

  test('with another title is a change', async () => {
    expect(codes(await merged({ Title: 'Other minutes' }))).toContain('forbidden-change')
  })
})

describe('a field', () => {
  test('may stand on another prepared one, as the organ’s seal does, and on nothing else', async () => {
    const fields = {
      secretary: 'Thư ký (minh họa)',
      chair: 'Chủ trì (minh họa)',
      organ: 'Con dấu cơ quan (minh họa)',
    }
    const moved = (pdf: Uint8Array, rect: readonly number[]) => {
      const text = Buffer.from(pdf).toString('latin1')
      return Buffer.from(text.replace('[552 72 752 152]', `[${rect.join(' ')}]`.padEnd(16)), 'latin1')
    }
    const base = moved(await preparedPdf({ fields }), [450, 72, 560, 99])
    const once = await signAs(base, 'secretary')
    const twice = await signAs(once, 'chair')
    expect(codes(judge(twice), 'incomplete')).toEqual(['field-empty'])
    const sealed = await sign(twice, {
      field: 'organ',
      signer: pki.signers.organ.signer,
      at: signedAt + 2 * minute,
    })
    const kept = judge(await archived(sealed, signedAt + 5 * minute))
    expect([kept.verdict, ...kept.signatures.map(({ level }) => level)]).toEqual([
      'valid',
      'B-LTA',
      'B-LTA',
      'B-LTA',
    ])
    const link = withRevision(await preparedPdf({ fields }), (file, free) => {
      const page = pageOf(file, 1)
      const held = as('array', page.dict.entries.get('Annots'))?.items ?? []
      const annotation = dict({ Type: name('Annot'), Subtype: name('Square'), Rect: array(80, 80, 200, 140) })
      return [
        { number: page.number, body: withEntries(page.dict, { Annots: array(...held, reference(free)) }) },
        { number: free, body: annotation },
      ]
    })
    expect(codes(judge(link), 'incomplete')).toContain('overlap')
  })

  test('with a second byte range in its signature can be read in two ways, and is refused', async () => {
    const signed = Buffer.from(await signAs(await preparedPdf(), 'secretary')).toString('latin1')
    const wrapped = signed.replace(/\/ByteRange (\[[\d ]+\])/, (all, range: string) => {
      return `/ByteRange [0 9 9 9]/ByteRange${range}`.slice(0, all.length + 21)
    })
    expect(wrapped).not.toBe(signed)
    const verdict = judge(Buffer.from(wrapped, 'latin1'))
    expect([verdict.verdict, verdict.signatures.length]).toEqual(['invalid', 0])
  })
})
