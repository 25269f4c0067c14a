import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Tally } from '../../domain/votes.ts'

/** Bytes of the secret, and of each box's salt. */
export const SECRET_BYTES = 32

/** Which box it is: one that was put in another's place does not open. */
export interface BoxName {
  readonly conference: string
  readonly vote: number
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Counts sealed with AES-256-GCM (NIST SP 800-38D) under a key of this box alone (HKDF-SHA-256, RFC 5869): nonce ‖
 * ciphertext ‖ tag, always 40 bytes.
 */
export function sealTally(secret: Uint8Array, salt: Uint8Array, name: BoxName, tally: Tally): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, salt, name), nonce)
  const counts = Buffer.alloc(12)
  counts.writeUInt32BE(tally.for, 0)
  counts.writeUInt32BE(tally.against, 4)
  counts.writeUInt32BE(tally.other, 8)
  return Buffer.concat([nonce, cipher.update(counts), cipher.final(), cipher.getAuthTag()])
}

/** The counts; null for a box that this secret does not open. */
export function openTally(
  secret: Uint8Array,
  salt: Uint8Array,
  name: BoxName,
  sealed: Uint8Array,
): Tally | null {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, salt, name), nonce, {
      authTagLength: TAG_BYTES,
    })
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)
    const counts = Buffer.concat([decipher.update(body), decipher.final()])
    return { for: counts.readUInt32BE(0), against: counts.readUInt32BE(4), other: counts.readUInt32BE(8) }
  } catch {
    return null
  }
}

function keyOf(secret: Uint8Array, salt: Uint8Array, { conference, vote }: BoxName): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, `ballot box ${vote} of ${conference}`, SECRET_BYTES))
}
