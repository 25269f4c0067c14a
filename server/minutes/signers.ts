import type { SignatureField } from '../../domain/signing.ts'

export interface SignedFile {
  readonly bytes: Uint8Array
  readonly signer: string
  /** SHA-256 of the signer's certificate (DER), hexadecimal. */
  readonly certificate: string
}

/** How a signature is made; RFC 8017 or FIPS 186-5. */
export interface ChosenAlgorithm {
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa'
  readonly hash: 'sha256' | 'sha384' | 'sha512'
}

/** A signature that waits for whoever holds the key: what it signs, and what the signing slice needs to go on. */
export interface WaitingSignature {
  readonly prepared: {
    readonly toBeSigned: Uint8Array
    readonly algorithm: ChosenAlgorithm
    readonly baseSha256: string
    /** Bytes to stand behind the base, zeros where the signature goes; byte positions in the whole. */
    readonly update: Uint8Array
    readonly placeholder: { readonly start: number; readonly end: number }
  }
}

/** What signing a file comes to here; certificates and keys are the signing slice's business. `at` is in ms. */
export interface MinutesSigners {
  /** As `Thư ký (minh họa)` and so on. */
  demonstration(pdf: Uint8Array, field: SignatureField, at: number): Promise<SignedFile>
  pkcs12(
    pdf: Uint8Array,
    field: SignatureField,
    at: number,
    key: { readonly file: Uint8Array; readonly passphrase: string; readonly image?: Uint8Array },
  ): Promise<SignedFile>
  prepare(
    pdf: Uint8Array,
    field: SignatureField,
    at: number,
    choice: {
      readonly chain: readonly Uint8Array[]
      readonly algorithm: ChosenAlgorithm
      readonly image?: Uint8Array
    },
  ): Promise<WaitingSignature>
  complete(pdf: Uint8Array, waiting: WaitingSignature, signature: Uint8Array): Promise<SignedFile>
  upload(pdf: Uint8Array, field: SignatureField, at: number, file: Uint8Array): Promise<SignedFile>
}
