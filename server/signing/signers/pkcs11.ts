import type { PKCS11 } from 'pkcs11js'
import { AppError, type ErrorCode } from '../../errors.ts'
import { digest, hashIdentifier, type Scheme, type SignatureAlgorithm } from '../algorithms.ts'
import { integer, octetString, sequence } from '../asn1/der-write.ts'
import type { Signer } from '../signer.ts'
import { findKey, type KeyOnToken } from './token-objects.ts'

type Library = typeof import('pkcs11js')

/** Which key of which token (PKCS #11 2.40) signs. What is left out is whatever there is only one of. */
export interface TokenChoice {
  /** Path of the token's PKCS #11 library. */
  readonly module: string
  /** Number of the slot. */
  readonly slot?: number
  /** Label of the token. */
  readonly token?: string
  /** CKA_LABEL of the certificate. */
  readonly label?: string
  /** CKA_ID, hexadecimal. */
  readonly id?: string
  /** Where an RSA key may sign in either way. PKCS #1 unless told. */
  readonly scheme?: Extract<Scheme, 'rsa-pkcs1' | 'rsa-pss'>
}

/** A signer whose key never leaves its token; to be closed. */
export type TokenSigner = Signer & { readonly close: () => void }

/**
 * Opens a token for signing. The PIN goes to the token and nowhere else.
 * @throws AppError `signing/token-…`
 */
export async function openToken(choice: TokenChoice, pin: string): Promise<TokenSigner> {
  const library = await load()
  const device = new library.PKCS11()
  try {
    device.load(choice.module)
    device.C_Initialize()
  } catch (cause) {
    throw new AppError('signing/token-module', { module: choice.module }, { cause })
  }
  try {
    return open(library, device, choice, pin)
  } catch (error) {
    end(device)
    throw refusal(library, error)
  }
}

async function load(): Promise<Library> {
  try {
    const loaded = (await import('pkcs11js')) as Library & { readonly default?: Library }
    return loaded.default ?? loaded
  } catch (cause) {
    throw new AppError('signing/token-library-missing', {}, { cause })
  }
}

function open(library: Library, device: PKCS11, choice: TokenChoice, pin: string): TokenSigner {
  const session = device.C_OpenSession(slotOf(device, choice), library.CKF_SERIAL_SESSION)
  device.C_Login(session, library.CKU_USER, pin)
  const key = findKey(library, device, session, choice)
  const algorithm = algorithmOf(key, choice.scheme)
  return {
    chain: key.chain,
    algorithm,
    sign: async (toBeSigned) => {
      try {
        const { mechanism, input } = mechanismFor(library, algorithm, toBeSigned)
        device.C_SignInit(session, mechanism, key.handle)
        // Keys for legal signatures often want the PIN once more for every signature.
        if (key.alwaysAuthenticate) device.C_Login(session, library.CKU_CONTEXT_SPECIFIC, pin)
        const raw = device.C_Sign(session, input, Buffer.alloc(1024))
        return algorithm.scheme === 'ecdsa' ? derOf(raw) : raw
      } catch (error) {
        throw refusal(library, error)
      }
    },
    close: () => end(device, session),
  }
}

function slotOf(device: PKCS11, { slot, token }: TokenChoice): Buffer {
  const present = device.C_GetSlotList(true)
  const fitting = present.filter((handle) => {
    const numbered = slot === undefined || handle.readUIntLE(0, Math.min(6, handle.length)) === slot
    return numbered && (token === undefined || device.C_GetTokenInfo(handle).label.trim() === token)
  })
  const [only, ...more] = fitting
  if (!only) throw new AppError('signing/token-absent', { tokens: present.length })
  if (more.length > 0) throw new AppError('signing/token-key', { tokens: fitting.length })
  return only
}

function algorithmOf({ publicKey }: KeyOnToken, scheme: TokenChoice['scheme']): SignatureAlgorithm {
  if (publicKey.asymmetricKeyType !== 'ec') return { scheme: scheme ?? 'rsa-pkcs1', hash: 'sha256' }
  const curve = publicKey.asymmetricKeyDetails?.namedCurve
  const hash = curve === 'secp384r1' ? 'sha384' : curve === 'secp521r1' ? 'sha512' : 'sha256'
  return { scheme: 'ecdsa', hash }
}

/** The hash is made here: every token can sign one, not every token hashes. */
function mechanismFor(library: Library, { scheme, hash }: SignatureAlgorithm, toBeSigned: Uint8Array) {
  const hashed = digest(hash, toBeSigned)
  if (scheme === 'ecdsa') return { mechanism: { mechanism: library.CKM_ECDSA }, input: hashed }
  if (scheme === 'rsa-pkcs1') {
    const digestInfo = sequence(hashIdentifier(hash), octetString(hashed))
    return { mechanism: { mechanism: library.CKM_RSA_PKCS }, input: digestInfo }
  }
  const of = {
    sha256: [library.CKM_SHA256, library.CKG_MGF1_SHA256],
    sha384: [library.CKM_SHA384, library.CKG_MGF1_SHA384],
    sha512: [library.CKM_SHA512, library.CKG_MGF1_SHA512],
  } as const
  const [hashAlg, mgf] = of[hash]
  const parameter = { type: library.CK_PARAMS_RSA_PSS, hashAlg, mgf, saltLen: hashed.length }
  return { mechanism: { mechanism: library.CKM_RSA_PKCS_PSS, parameter }, input: hashed }
}

/** PKCS #11 gives r and s one after the other, CMS wants `SEQUENCE { r, s }`. */
function derOf(raw: Buffer): Buffer {
  const half = raw.length / 2
  const number = (octets: Buffer) => integer(BigInt(`0x${octets.toString('hex')}`))
  return sequence(number(raw.subarray(0, half)), number(raw.subarray(half)))
}

function refusal(library: Library, error: unknown): AppError {
  if (error instanceof AppError) return error
  const codes: Readonly<Record<number, ErrorCode>> = {
    [library.CKR_PIN_INCORRECT]: 'signing/token-pin',
    [library.CKR_PIN_LEN_RANGE]: 'signing/token-pin',
    [library.CKR_PIN_INVALID]: 'signing/token-pin',
    [library.CKR_PIN_LOCKED]: 'signing/token-locked',
    [library.CKR_TOKEN_NOT_PRESENT]: 'signing/token-absent',
    [library.CKR_DEVICE_REMOVED]: 'signing/token-absent',
  }
  const number = error instanceof library.Pkcs11Error ? error.code : 0
  return new AppError(codes[number] ?? 'signing/token-failed', {}, { cause: error })
}

function end(device: PKCS11, session?: Buffer): void {
  try {
    if (session) device.C_CloseSession(session)
  } finally {
    device.C_Finalize()
    device.close()
  }
}
