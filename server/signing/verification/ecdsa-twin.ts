import type { KeyObject } from 'node:crypto'
import { readOnly, sequenceItems } from '../asn1/der.ts'
import { integer, sequence } from '../asn1/der-write.ts'

const orders: Readonly<Record<string, bigint>> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp384r1:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  secp521r1:
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
}

/**
 * The other value that is right for the same key and data, `(r, n − s)`: whoever holds one can write down the
 * other, so a timestamp over either proves both. Undefined for anything but an ECDSA signature.
 */
export function ecdsaTwin(signature: Uint8Array, key: KeyObject): Uint8Array | undefined {
  const order = orders[key.asymmetricKeyDetails?.namedCurve ?? '']
  if (key.asymmetricKeyType !== 'ec' || order === undefined) return undefined
  const [r, s] = sequenceItems(readOnly(signature))
  if (!r || !s) return undefined
  const value = BigInt(`0x${Buffer.from(s.contents).toString('hex')}`)
  return value > 0n && value < order ? sequence(r.raw, integer(order - value)) : undefined
}
