import type { SignatureField } from '../../../domain/signing.ts'
import type { SignatureAppearance } from '../../../templates/signature-appearance.ts'
import { AppError } from '../../errors.ts'
import type { SignatureAlgorithm } from '../algorithms.ts'
import type { Revocation } from '../revocation/revocation.ts'
import type { Prepared } from '../sign.ts'

export interface SignersParts {
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Asked before a certificate signs; null where no network is to be asked. */
  readonly revocation: Revocation | null
  readonly draw: (appearance: SignatureAppearance) => Promise<Uint8Array>
}

/** A file with one more signature, and what the log keeps of it. */
export interface SignedHere {
  readonly bytes: Uint8Array
  /** The holder, by the certificate's common name. */
  readonly signer: string
  /** SHA-256 of the signer's certificate (DER), hexadecimal. */
  readonly certificate: string
}

/** A signature that waits for whoever holds the key. */
export interface PreparedHere {
  readonly prepared: Prepared
  readonly signer: string
  readonly certificate: string
}

export interface SignerChoice {
  readonly chain: readonly Uint8Array[]
  readonly algorithm: SignatureAlgorithm
  /** PNG in place of words: the signer's own hand in blue, or the organ's seal. */
  readonly image?: Uint8Array
}

/** The ways in which somebody signs with a key of their own. `at`: milliseconds since 1970. */
export interface Signers {
  /**
   * With a PKCS#12 file, which is used once and forgotten, like its passphrase.
   * @throws AppError `signing/pkcs12-unreadable`, `signing/certificate-refused`, and what signing throws
   */
  pkcs12(
    pdf: Uint8Array,
    field: SignatureField,
    at: number,
    key: { readonly file: Uint8Array; readonly passphrase: string; readonly image?: Uint8Array },
  ): Promise<SignedHere>
  /** First step for a key that stays with its holder. @throws AppError `signing/certificate-refused`, as `prepare` */
  prepare(pdf: Uint8Array, field: SignatureField, at: number, choice: SignerChoice): Promise<PreparedHere>
  /** Second step. @throws AppError as `complete` */
  complete(pdf: Uint8Array, held: PreparedHere, signature: Uint8Array): Promise<SignedHere>
  /** A file that was signed elsewhere. @throws AppError `signing/upload-refused`, `signing/certificate-refused` */
  upload(pdf: Uint8Array, field: SignatureField, at: number, file: Uint8Array): Promise<SignedHere>
}

/** The libraries of signing are loaded with the first signature. */
export function openSigners({ roots, revocation, draw }: SignersParts): Signers {
  const check = async (pdf: Uint8Array, field: SignatureField, at: number, chain: readonly Uint8Array[]) => {
    const [{ checkCertificate }, { fieldToSign }, { digest }, { subjectAttribute, nameText }] =
      await Promise.all([
        import('./check-certificate.ts'),
        import('../prepared-fields.ts'),
        import('../algorithms.ts'),
        import('../certificate.ts'),
      ])
    const place = fieldToSign(pdf, field)
    const question = { chain, field, expected: place.expected, roots, at }
    const { certificate } = await checkCertificate({ ...question, revocation })
    const signer = subjectAttribute(certificate, 'CN') ?? nameText(certificate.subject)
    return {
      signer,
      body: subjectAttribute(certificate, 'O') ?? '',
      place,
      certificate: digest('sha256', certificate.der).toString('hex'),
    }
  }

  const prepare: Signers['prepare'] = async (pdf, field, at, { chain, algorithm, image }) => {
    const [{ prepare: prepareSignature }, { signatureImage }] = await Promise.all([
      import('../sign.ts'),
      import('./signature-image.ts'),
    ])
    const shown = image ? { image: signatureImage(image) } : {}
    const { place, body, ...said } = await check(pdf, field, at, chain)
    const { width, height, covered } = place
    const appearance = await draw({ width, height, covered, name: said.signer, body, at, ...shown })
    return { ...said, prepared: prepareSignature(pdf, { field, chain, algorithm, at, appearance }) }
  }

  const complete: Signers['complete'] = async (pdf, { prepared, ...said }, signature) => {
    const { complete: completeSignature } = await import('../sign.ts')
    return { ...said, bytes: completeSignature(pdf, prepared, signature) }
  }

  return {
    prepare,
    complete,
    async pkcs12(pdf, field, at, { file, passphrase, image }) {
      const { signerFromPkcs12 } = await import('../signer-pkcs12.ts')
      const signer = await signerFromPkcs12(file, passphrase)
      const { chain, algorithm } = signer
      const held = await prepare(pdf, field, at, { chain, algorithm, ...(image ? { image } : {}) })
      return complete(pdf, held, await signer.sign(held.prepared.toBeSigned))
    },
    async upload(pdf, field, at, file) {
      const { acceptUpload } = await import('./accept-upload.ts')
      const chain = await acceptUpload({ base: pdf, upload: file, field, roots, now: at })
      if (chain.length === 0) throw new AppError('signing/certificate-refused', { field, reason: 'missing' })
      const { place: _place, body: _body, ...said } = await check(pdf, field, at, chain)
      return { ...said, bytes: file }
    },
  }
}
