import { createPrivateKey, type KeyObject } from 'node:crypto'
import { type Hash, type Scheme, type SignatureAlgorithm, signWithKey } from './algorithms.ts'

/**
 * Whoever holds a key: a file, a token, a person's own computer. Only the raw signature is asked of it.
 * `sign` gets the DER of the signed attributes; a token that hashes itself signs that, one that wants a hash takes
 * `algorithm.hash` over it. ECDSA answers as DER `SEQUENCE { r, s }`.
 */
export interface Signer {
  /** DER, the signer's own certificate first, then its issuers upwards; the root may be left out. */
  readonly chain: readonly Uint8Array[]
  readonly algorithm: SignatureAlgorithm
  readonly sign: (toBeSigned: Uint8Array) => Promise<Uint8Array>
}

/**
 * A signer over a private key in memory.
 * @param choice defaults: RSA PKCS#1 (deterministic) or ECDSA after the key, SHA-256 (P-384: SHA-384, P-521: SHA-512)
 */
export function signerFromKey(
  privateKey: KeyObject | string,
  chain: readonly Uint8Array[],
  choice: { scheme?: Scheme; hash?: Hash } = {},
): Signer {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
  const scheme = choice.scheme ?? defaultScheme(key)
  const algorithm: SignatureAlgorithm = { scheme, hash: choice.hash ?? defaultHash(key) }
  return { chain, algorithm, sign: async (toBeSigned) => signWithKey(algorithm, key, toBeSigned) }
}

function defaultScheme(key: KeyObject): Scheme {
  if (key.asymmetricKeyType === 'ec') return 'ecdsa'
  return key.asymmetricKeyType === 'rsa-pss' ? 'rsa-pss' : 'rsa-pkcs1'
}

function defaultHash(key: KeyObject): Hash {
  const curve = key.asymmetricKeyDetails?.namedCurve
  if (curve === 'secp384r1') return 'sha384'
  return curve === 'secp521r1' ? 'sha512' : 'sha256'
}
