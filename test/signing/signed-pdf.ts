import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { oids } from '../../server/signing/asn1/oids.ts'
import { toPem } from '../../server/signing/certificate.ts'
import { type DemoField, type DemoPki, makeDemoPki } from '../../server/signing/demo-pki.ts'
import {
  type CertificateContents,
  type Issuer,
  issueCertificate,
} from '../../server/signing/issue-certificate.ts'
import { appendRevision, nextObjectNumber, type UpdatedObject } from '../../server/signing/pdf/append.ts'
import { signatureFields } from '../../server/signing/pdf/fields.ts'
import { openPdf, type PdfFile } from '../../server/signing/pdf/pdf-file.ts'
import { as, type PdfDict, type PdfValue } from '../../server/signing/pdf/values.ts'
import { sign } from '../../server/signing/sign.ts'
import { type Signer, signerFromKey } from '../../server/signing/signer.ts'
import { type Verdict, verify } from '../../server/signing/verify.ts'
import { appearancePdf, type PreparedPdfOptions, preparedPdf } from './prepared-pdf.ts'

export const signedAt = Date.UTC(2023, 4, 30, 4)
export const now = Date.UTC(2024, 0, 1)
export const validity = { notBefore: Date.UTC(2023, 0, 1), notAfter: Date.UTC(2033, 0, 1) }

export const pki: DemoPki = await makeDemoPki({ seed: Buffer.from('tests'), ...validity })

export async function signAs(
  pdf: Uint8Array,
  field: DemoField,
  signer: Signer = pki.signers[field].signer,
  at = signedAt + (field === 'chair' ? 60_000 : 0),
): Promise<Uint8Array> {
  const appearance = await appearancePdf(`Signed: ${field}`)
  return sign(pdf, { field, signer, at, reason: 'Ký biên bản', appearance })
}

export interface SignedSteps {
  readonly base: Uint8Array
  readonly secretary: Uint8Array
  readonly chair: Uint8Array
}

/** The file at each of its three steps. */
export async function signedSteps(options: PreparedPdfOptions = {}): Promise<SignedSteps> {
  const base = await preparedPdf(options)
  const secretary = await signAs(base, 'secretary')
  return { base, secretary, chair: await signAs(secretary, 'chair') }
}

export function judge(pdf: Uint8Array, roots: readonly string[] = [pki.rootPem], at = now): Verdict {
  return verify(pdf, { roots, now: at })
}

/** Codes of the findings of one level. */
export function codes(verdict: Verdict, level: 'invalid' | 'incomplete' | 'note' = 'invalid'): string[] {
  return [...new Set(verdict.reasons.filter((each) => each.level === level).map((each) => each.code))]
}

/** The file with a revision as an attacker would append it. */
export function withRevision(
  pdf: Uint8Array,
  write: (file: PdfFile, firstFree: number) => readonly UpdatedObject[],
): Uint8Array {
  const file = openPdf(pdf)
  return appendRevision(file, write(file, nextObjectNumber(file)), randomBytes(16)).bytes
}

/** Number and dictionary of the n-th page. */
export function pageOf(file: PdfFile, index: number): { number: number; dict: PdfDict } {
  const view = file.latest()
  const pages = as('dict', view.resolve(view.catalog.entries.get('Pages')))
  const reference = as('reference', as('array', view.resolve(pages?.entries.get('Kids')))?.items[index])
  const dict = as('dict', view.resolve(reference))
  if (!reference || !dict) throw new RangeError('no such page')
  return { number: reference.number, dict }
}

export function fieldOf(file: PdfFile, name: string) {
  const field = signatureFields(file.latest()).find((each) => each.name === name)
  if (!field) throw new RangeError('no such field')
  return field
}

export function contentStream(operators: string): PdfValue {
  return { kind: 'stream', dict: { kind: 'dict', entries: new Map() }, raw: Buffer.from(operators) }
}

export interface Authority {
  readonly rootPem: string
  readonly issuer: Issuer
  /** A signer whose certificate this authority issues. */
  readonly issue: (options: IssueOptions) => Signer & { readonly key: KeyObject; readonly pem: string }
}

export interface IssueOptions {
  readonly commonName: string
  readonly key?: 'rsa' | 'weak-rsa' | 'p256' | 'p384'
  readonly scheme?: 'rsa-pss'
  readonly contents?: Partial<CertificateContents>
}

/** A root of its own for certificates that the demonstration's PKI does not issue. */
export function makeAuthority(name = 'Test root', contents: Partial<CertificateContents> = {}): Authority {
  const rootKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const subject = [[oids.commonName, name]] as const
  const root = { subject, privateKey: rootKey, algorithm: { scheme: 'rsa-pkcs1', hash: 'sha256' } } as const
  const rootDer = issueCertificate(
    {
      subject,
      publicKey: createPublicKey(rootKey),
      serial: Buffer.of(1),
      ...validity,
      authority: {},
      keyUsage: ['keyCertSign'],
      ...contents,
    },
    root,
  )
  return {
    rootPem: toPem(rootDer),
    issuer: root,
    issue({ commonName, key = 'rsa', scheme, contents: overrides }) {
      const privateKey = makeKey(key)
      const der = issueCertificate(
        {
          subject: [[oids.commonName, commonName]],
          publicKey: createPublicKey(privateKey),
          serial: Buffer.concat([Buffer.of(1), randomBytes(8)]),
          ...validity,
          keyUsage: ['digitalSignature', 'nonRepudiation'],
          extendedKeyUsage: [oids.emailProtection],
          ...overrides,
        },
        root,
      )
      const signer = signerFromKey(privateKey, [der, rootDer], scheme ? { scheme } : {})
      return { ...signer, key: privateKey, pem: toPem(der) }
    },
  }
}

function makeKey(kind: NonNullable<IssueOptions['key']>): KeyObject {
  if (kind === 'p256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  if (kind === 'p384') return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
  return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 }).privateKey
}
