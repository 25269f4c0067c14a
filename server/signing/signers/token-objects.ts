import type { KeyObject } from 'node:crypto'
import type { PKCS11, Template } from 'pkcs11js'
import { AppError } from '../../errors.ts'
import { DerError } from '../asn1/der.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { orderChain } from '../chain-order.ts'
import type { TokenChoice } from './pkcs11.ts'

type Library = typeof import('pkcs11js')

export interface KeyOnToken {
  readonly handle: Buffer
  /** DER, the key's own certificate first. */
  readonly chain: readonly Uint8Array[]
  readonly publicKey: KeyObject
  readonly alwaysAuthenticate: boolean
}

interface CertificateOnToken {
  readonly id: string
  readonly label: string
  readonly certificate: Certificate
}

/**
 * The one private key that fits the choice and has a certificate of an end entity, by their common CKA_ID.
 * @throws AppError `signing/token-key` with `certificates`, the labels that there are
 */
export function findKey(
  library: Library,
  device: PKCS11,
  session: Buffer,
  { label, id }: Pick<TokenChoice, 'label' | 'id'>,
): KeyOnToken {
  const all = certificatesOn(library, device, session)
  const fitting = all.flatMap((held) => {
    if (held.certificate.authority) return []
    if (label !== undefined && held.label !== label) return []
    if (id !== undefined && held.id !== id.toLowerCase()) return []
    const [handle] = find(device, session, [
      { type: library.CKA_CLASS, value: library.CKO_PRIVATE_KEY },
      { type: library.CKA_ID, value: Buffer.from(held.id, 'hex') },
    ])
    return handle ? [{ ...held, handle }] : []
  })
  const [only, ...more] = fitting
  if (!only || more.length > 0)
    throw new AppError('signing/token-key', { certificates: all.map((held) => held.label) })
  const others = all.map(({ certificate }) => certificate)
  return {
    handle: only.handle,
    chain: orderChain(only.certificate, others).map(({ der }) => der),
    publicKey: only.certificate.publicKey,
    alwaysAuthenticate: asksAlways(library, device, session, only.handle),
  }
}

function certificatesOn(library: Library, device: PKCS11, session: Buffer): CertificateOnToken[] {
  const handles = find(device, session, [
    { type: library.CKA_CLASS, value: library.CKO_CERTIFICATE },
    { type: library.CKA_CERTIFICATE_TYPE, value: library.CKC_X_509 },
  ])
  return handles.flatMap((handle) => {
    const values = device.C_GetAttributeValue(session, handle, [
      { type: library.CKA_ID },
      { type: library.CKA_LABEL },
      { type: library.CKA_VALUE },
    ])
    const [id, label, der] = values.map(({ value }) => Buffer.from(value as Buffer)) as [
      Buffer,
      Buffer,
      Buffer,
    ]
    try {
      return [{ id: id.toString('hex'), label: label.toString('utf8'), certificate: readCertificate(der) }]
    } catch (error) {
      // A certificate of another use that is not read here is none to sign with.
      if (error instanceof DerError) return []
      throw error
    }
  })
}

function find(device: PKCS11, session: Buffer, template: Template): Buffer[] {
  device.C_FindObjectsInit(session, template)
  const found: Buffer[] = []
  for (let handle = device.C_FindObjects(session); handle; handle = device.C_FindObjects(session))
    found.push(handle)
  device.C_FindObjectsFinal(session)
  return found
}

/** Tokens that do not know the attribute ask once. */
function asksAlways(library: Library, device: PKCS11, session: Buffer, key: Buffer): boolean {
  try {
    const [asked] = device.C_GetAttributeValue(session, key, [{ type: library.CKA_ALWAYS_AUTHENTICATE }])
    return (asked?.value as Buffer | undefined)?.[0] === 1
  } catch {
    return false
  }
}
