import { describe, expect, test } from 'vitest'
import { archive } from '../../server/signing/archive.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readPem } from '../../server/signing/certificate.ts'
import { array, as, dict, type PdfDict, reference, withEntries } from '../../server/signing/pdf/values.ts'
import { demoRevocation } from '../../server/signing/revocation/demo-revocation.ts'
import { issueToken } from '../../server/signing/timestamp/issue-token.ts'
import {
  codes,
  contentStream,
  judge,
  makeAuthority,
  pageOf,
  pki,
  signAs,
  signedAt,
  validity,
  withRevision,
} from './signed-pdf.ts'
import {
  archived,
  archivedSteps,
  minute,
  revokedSigner,
  stamped,
  stampedAnyhow,
  timestampsAt,
  withTwin,
} from './stamped-pdf.ts'

const steps = await archivedSteps()
const proofs = (pdf: Uint8Array, roots?: readonly string[], at?: number) =>
  judge(pdf, roots, at).signatures.map(({ field, level, timeSource, provenTime }) => [
    field,
    level,
    timeSource,
    provenTime,
  ])
const pkiEnd = validity.notAfter
const at = (minutes: number) => new Date(signedAt + minutes * minute).toISOString()

describe('a file with timestamps', () => {
  test('proves each signature’s time by its own timestamp, and says what it could not check', () => {
    const verdict = judge(steps.chairStamped)
    expect(verdict.verdict).toBe('valid')
    expect(proofs(steps.chairStamped)).toEqual([
      ['secretary', 'B-T', 'signature-timestamp', at(1)],
      ['chair', 'B-T', 'signature-timestamp', at(2)],
    ])
    expect(codes(verdict, 'note')).toEqual(
      expect.arrayContaining(['revocation-unchecked', 'timestamp-revocation-unchecked']),
    )
    expect(verdict.signatures.map(({ provenBy }) => provenBy)).toEqual(
      Array(2).fill('Điểm Cầu – Dấu thời gian (minh họa)'),
    )
  })

  test('is B-LTA once archived, with every certificate checked but the root', () => {
    const verdict = judge(steps.archived)
    expect(verdict.verdict).toBe('valid')
    expect(verdict.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA'])
    expect(verdict.signatures.map(({ path }) => path.map(({ revocation }) => revocation))).toEqual(
      Array(2).fill(['good', 'good', 'root']),
    )
    expect(verdict.timestamps.map(({ kind, proves, covers }) => [kind, proves, covers])).toEqual([
      ['signature', true, 'revision 2 of 5'],
      ['signature', true, 'revision 3 of 5'],
      ['document', true, 'revision 5 of 5'],
    ])
    expect(verdict.revisions.flatMap(({ changes }) => changes).every(({ allowed }) => allowed)).toBe(true)
  })

  test('proves an unstamped signature by the timestamp of a later one, and by that of the document', async () => {
    const chair = await stamped(steps.chair, 'chair', signedAt + 3 * minute)
    expect(proofs(chair)).toEqual([
      ['secretary', 'B-T', 'later-timestamp', at(3)],
      ['chair', 'B-T', 'signature-timestamp', at(3)],
    ])
    expect(proofs(await archived(steps.chair, signedAt + 4 * minute))).toEqual([
      ['secretary', 'B-LTA', 'document-timestamp', at(4)],
      ['chair', 'B-LTA', 'document-timestamp', at(4)],
    ])
  })

  test('stays valid after its certificates ended, where a claimed time alone does not', () => {
    const later = pkiEnd + 30 * 86_400_000
    expect(codes(judge(steps.chair, undefined, later), 'incomplete')).toContain('expired-now')
    expect(codes(judge(steps.archived, undefined, later), 'incomplete')).toEqual([
      'timestamp-expired',
      'expired-now',
    ])
  })

  test('is kept alive by a newer timestamp that was made before the older one’s certificate ended', async () => {
    const authority = makeAuthority('Newer root', { notAfter: Date.UTC(2060, 0, 1) })
    const tsa = authority.issue({
      commonName: 'Newer TSA',
      contents: {
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [oids.timeStamping],
        criticalExtendedKeyUsage: true,
        notAfter: Date.UTC(2060, 0, 1),
      },
    })
    const when = pkiEnd - 86_400_000
    const renewed = await archive(steps.archived, {
      timestamp: (hash, digest) => issueToken({ hash, digest, nonce: undefined, time: when }, tsa),
      revocation: demoRevocation(pki, { now: () => when }),
      roots: [pki.rootPem, authority.rootPem],
      now: () => when,
    })
    const roots = [pki.rootPem, authority.rootPem]
    const verdict = judge(renewed.bytes, roots, pkiEnd + 365 * 86_400_000)
    expect(verdict.reasons.filter(({ level }) => level !== 'note')).toEqual([])
    expect(proofs(renewed.bytes, roots, pkiEnd + 365 * 86_400_000)).toEqual([
      ['secretary', 'B-LTA', 'signature-timestamp', at(1)],
      ['chair', 'B-LTA', 'signature-timestamp', at(2)],
    ])
  })
})

describe('revocation', () => {
  test('before the proven time is invalid and named', async () => {
    const pdf = await archived(steps.chairStamped, signedAt + 9 * minute, [revokedSigner('chair', signedAt)])
    const verdict = judge(pdf)
    expect(codes(verdict)).toEqual(['revoked'])
    expect(verdict.reasons.map(({ en }) => en).join()).toContain(
      '"Chủ trì (minh họa)" was revoked at 2023-05-30T04:00',
    )
  })

  test('after the proven time is noted, and the signature stands', async () => {
    const pdf = await archived(steps.chairStamped, signedAt + 9 * minute, [
      revokedSigner('chair', signedAt + 8 * minute),
    ])
    const verdict = judge(pdf)
    expect(codes(verdict, 'note')).toContain('revoked-later')
    expect([verdict.verdict, verdict.signatures[1]?.level]).toEqual(['valid', 'B-LTA'])
  })

  test('of a time that nothing proves is not overlooked', async () => {
    const pdf = await archived(steps.chair, signedAt + 9 * minute, [
      revokedSigner('chair', signedAt + 8 * minute),
    ])
    expect(codes(judge(pdf))).toEqual(['revoked'])
    const cut = pdf.subarray(0, judge(pdf).revisions.at(-2)?.to)
    expect(codes(judge(cut), 'incomplete')).toContain('revoked-unproven')
    const early = await archived(steps.chair, signedAt + 9 * minute, [
      revokedSigner('chair', signedAt - minute),
    ])
    expect(codes(judge(early.subarray(0, judge(early).revisions.at(-2)?.to)))).toEqual(['revoked'])
  })
})

describe('a timestamp', () => {
  test('over another hash is named', async () => {
    const pdf = await stampedAnyhow(steps.chair, 'chair', (digest) =>
      timestampsAt(signedAt + 2 * minute)('sha256', Buffer.from(digest).reverse()),
    )
    const verdict = judge(pdf)
    expect(codes(verdict)).toEqual(['timestamp-mismatch'])
    expect(verdict.reasons[0]?.vi).toContain('Dấu thời gian của chữ ký ở ô “chair”')
    expect(verdict.signatures[1]?.provenTime).toBe(null)
  })

  test('of an earlier time than it was made for proves nothing when its text is changed', async () => {
    const text = Buffer.from(steps.chairStamped).toString('latin1')
    const stated = Buffer.from('20230530040200Z').toString('hex')
    expect(text).toContain(stated)
    const changed = text.replace(stated, Buffer.from('20230530030200Z').toString('hex'))
    expect(codes(judge(Buffer.from(changed, 'latin1')))).toContain('timestamp-wrong')
  })

  test('of an authority that leads to no trusted root counts for nothing', async () => {
    const tsa = makeAuthority('Forger').issue({
      commonName: 'TSA',
      contents: {
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [oids.timeStamping],
        criticalExtendedKeyUsage: true,
      },
    })
    const pdf = await stampedAnyhow(steps.chair, 'chair', (digest) =>
      issueToken({ hash: 'sha256', digest, nonce: undefined, time: signedAt }, tsa),
    )
    const verdict = judge(pdf)
    expect(codes(verdict, 'incomplete')).toEqual(['timestamp-untrusted'])
    expect(verdict.signatures[1]?.timeSource).toBe('claimed')
  })

  test('by a certificate for documents is refused by its purpose', async () => {
    const verdict = judge(
      await stampedAnyhow(steps.chair, 'chair', (digest) =>
        issueToken({ hash: 'sha256', digest, nonce: undefined, time: signedAt }, pki.signers.organ.signer),
      ),
    )
    expect(codes(verdict)).toContain('timestamp-usage')
  })

  test('made before the authority’s certificate began is invalid', async () => {
    const verdict = judge(
      await stampedAnyhow(steps.chair, 'chair', (digest) =>
        timestampsAt(Date.UTC(2020, 0, 1))('sha256', digest),
      ),
    )
    expect(codes(verdict)).toEqual(['timestamp-not-valid-then'])
  })

  test('of the document is not valid once the file is painted over behind it', () => {
    const painted = withRevision(steps.archived, (file) => {
      const content = pageOf(file, 0).dict.entries.get('Contents')
      const number = typeof content === 'object' && content?.kind === 'reference' ? content.number : 0
      return [{ number, body: contentStream('1 0 0 rg 0 0 600 800 re f') }]
    })
    expect(codes(judge(painted))).toEqual(['forbidden-change', 'unsigned-revision'])
  })
})

describe('an ECDSA signature', () => {
  test('written as (r, n − s) says the same: no change is seen and nothing is gained', async () => {
    const authority = makeAuthority()
    const chair = authority.issue({ commonName: 'Chủ trì (minh họa)', key: 'p256' })
    const roots = [pki.rootPem, authority.rootPem]
    const signed = await signAs(steps.secretaryStamped, 'chair', chair)
    for (const pdf of [signed, await stamped(signed, 'chair', signedAt + 2 * minute)]) {
      const twin = withTwin(pdf)
      expect(Buffer.compare(twin, Buffer.from(pdf))).not.toBe(0)
      const [before, after] = [judge(pdf, roots), judge(twin, roots)]
      expect(after).toEqual(before)
      expect(after.verdict).toBe('valid')
    }
  })
})

describe('the validation store', () => {
  const rewritten = (change: (store: PdfDict, free: number) => PdfDict) =>
    withRevision(steps.archived, (file, free) => {
      const view = file.latest()
      const at = as('reference', view.catalog.entries.get('DSS'))
      const store = as('dict', view.resolve(at)) ?? dict({})
      const body = change(store, free)
      const [certificate] = readPem(pki.signers.organ.certificatePem)
      const added = { kind: 'stream', dict: dict({}), raw: certificate?.der ?? Buffer.alloc(0) } as const
      return [
        { number: at?.number ?? 0, body },
        { number: free, body: added },
      ]
    })

  test('may grow in its place after the last timestamp, and nothing in it may go', () => {
    const grown = rewritten((store, free) => {
      const held = as('array', store.entries.get('Certs'))?.items ?? []
      return withEntries(store, { Certs: array(...held, reference(free)) })
    })
    expect(judge(grown).verdict).toBe('valid')
    const shrunk = rewritten((store, free) => withEntries(store, { Certs: array(reference(free)) }))
    expect(codes(judge(shrunk))).toContain('forbidden-change')
  })
})
