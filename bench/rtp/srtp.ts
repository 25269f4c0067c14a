import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'

/** SRTP protection profiles by their number in the DTLS extension `use_srtp` (RFC 5764, RFC 7714). */
export const profiles = {
  AES_CM_128_HMAC_SHA1_80: 1,
  AEAD_AES_128_GCM: 7,
  AEAD_AES_256_GCM: 8,
} as const
export type ProfileName = keyof typeof profiles

interface Profile {
  readonly keyLength: number
  readonly saltLength: number
  readonly tagLength: number
  readonly aead: boolean
}

export const profileOf: Readonly<Record<ProfileName, Profile>> = {
  AES_CM_128_HMAC_SHA1_80: { keyLength: 16, saltLength: 14, tagLength: 10, aead: false },
  AEAD_AES_128_GCM: { keyLength: 16, saltLength: 12, tagLength: 16, aead: true },
  AEAD_AES_256_GCM: { keyLength: 32, saltLength: 12, tagLength: 16, aead: true },
}

/** The keys of one direction for one of RTP and RTCP, derived from a master key. */
export interface SessionKeys {
  readonly key: Buffer
  readonly salt: Buffer
  /** Unused where the cipher authenticates by itself. */
  readonly auth: Buffer
}

const KEY_LABELS = { rtp: 0, rtcp: 3 } as const
const AUTH_KEY_LENGTH = 20

/** Derives session keys (RFC 3711, 4.3, with a key derivation rate of 0; RFC 7714, 11). */
export function deriveKeys(
  name: ProfileName,
  masterKey: Buffer,
  masterSalt: Buffer,
  use: 'rtp' | 'rtcp',
): SessionKeys {
  const profile = profileOf[name]
  const derive = (label: number, length: number) => {
    const iv = Buffer.alloc(16)
    masterSalt.copy(iv)
    iv[7] = (iv[7] ?? 0) ^ label
    const cipher = createCipheriv(counterMode(masterKey), masterKey, iv)
    return cipher.update(Buffer.alloc(length))
  }
  const first = KEY_LABELS[use]
  return {
    key: derive(first, profile.keyLength),
    auth: derive(first + 1, AUTH_KEY_LENGTH),
    salt: derive(first + 2, profile.saltLength),
  }
}

function counterMode(key: Buffer): string {
  return key.length === 32 ? 'aes-256-ctr' : 'aes-128-ctr'
}

function galoisMode(key: Buffer): 'aes-256-gcm' | 'aes-128-gcm' {
  return key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm'
}

/** Bytes that encryption adds to an RTP packet at most, and to an RTCP packet with its index. */
export const MOST_ADDED = 20

/** RTP of one direction. Buffers hold the packet from their beginning, with room for `MOST_ADDED` after it. */
export class SrtpContext {
  readonly #profile: Profile
  readonly #keys: SessionKeys
  readonly #iv: Buffer
  readonly #roc = Buffer.alloc(4)

  constructor(name: ProfileName, keys: SessionKeys) {
    this.#profile = profileOf[name]
    this.#keys = keys
    this.#iv = Buffer.alloc(this.#profile.aead ? 12 : 16)
  }

  /**
   * Encrypts and authenticates in place the packet of `length` bytes whose payload begins at `header`.
   * @param rollover how often the sequence number has passed 65535
   * @returns the new length
   */
  protect(packet: Buffer, header: number, length: number, rollover: number): number {
    const { aead, tagLength } = this.#profile
    const { key, auth } = this.#keys
    this.#setIv(packet, rollover)
    if (aead) {
      const cipher = createCipheriv(galoisMode(key), key, this.#iv)
      cipher.setAAD(packet.subarray(0, header))
      cipher.update(packet.subarray(header, length)).copy(packet, header)
      cipher.final()
      cipher.getAuthTag().copy(packet, length)
      return length + tagLength
    }
    const cipher = createCipheriv(counterMode(key), key, this.#iv)
    cipher.update(packet.subarray(header, length)).copy(packet, header)
    this.#tag(packet, length, rollover, auth).copy(packet, length)
    return length + tagLength
  }

  /**
   * Decrypts the packet of `length` bytes into a new buffer: the payload alone.
   * @throws Error when it is not authentic
   */
  unprotect(packet: Buffer, header: number, length: number, rollover: number): Buffer {
    const { aead, tagLength } = this.#profile
    const { key, auth } = this.#keys
    const end = length - tagLength
    this.#setIv(packet, rollover)
    if (aead) {
      const decipher = createDecipheriv(galoisMode(key), key, this.#iv)
      decipher.setAAD(packet.subarray(0, header))
      decipher.setAuthTag(packet.subarray(end, length))
      return Buffer.concat([decipher.update(packet.subarray(header, end)), decipher.final()])
    }
    if (!timingSafeEqual(this.#tag(packet, end, rollover, auth), packet.subarray(end, length)))
      throw new Error('not authentic')
    return createDecipheriv(counterMode(key), key, this.#iv).update(packet.subarray(header, end))
  }

  #setIv(packet: Buffer, rollover: number): void {
    const iv = this.#iv
    // GCM: 16 zero bits, SSRC, rollover counter, sequence number (RFC 7714, 8.1). Counter mode has them two bytes
    // further on, before the block counter (RFC 3711, 4.1.1).
    const at = this.#profile.aead ? 2 : 4
    iv.fill(0)
    packet.copy(iv, at, 8, 12)
    iv.writeUInt32BE(rollover >>> 0, at + 4)
    packet.copy(iv, at + 8, 2, 4)
    mix(iv, this.#keys.salt)
  }

  #tag(packet: Buffer, length: number, rollover: number, auth: Buffer): Buffer {
    this.#roc.writeUInt32BE(rollover >>> 0)
    const hmac = createHmac('sha1', auth).update(packet.subarray(0, length)).update(this.#roc).digest()
    return hmac.subarray(0, this.#profile.tagLength)
  }
}

/** RTCP of one direction (RFC 3711, 3.4; RFC 7714, 9). */
export class SrtcpContext {
  readonly #profile: Profile
  readonly #keys: SessionKeys
  #index = 0

  constructor(name: ProfileName, keys: SessionKeys) {
    this.#profile = profileOf[name]
    this.#keys = keys
  }

  /** @returns the packet as it goes over the line */
  protect(packet: Buffer): Buffer {
    const { aead } = this.#profile
    const { key, auth } = this.#keys
    const index = this.#index
    this.#index = (index + 1) & 0x7fffffff
    const word = Buffer.alloc(4)
    word.writeUInt32BE((0x80000000 | index) >>> 0)
    const iv = this.#ivOf(packet, index)
    const head = packet.subarray(0, 8)
    if (aead) {
      const cipher = createCipheriv(galoisMode(key), key, iv)
      cipher.setAAD(Buffer.concat([head, word]))
      const body = cipher.update(packet.subarray(8))
      cipher.final()
      return Buffer.concat([head, body, cipher.getAuthTag(), word])
    }
    const body = createCipheriv(counterMode(key), key, iv).update(packet.subarray(8))
    const all = Buffer.concat([head, body, word])
    return Buffer.concat([all, this.#tag(all, auth)])
  }

  /** @throws Error when it is not authentic */
  unprotect(packet: Buffer): Buffer {
    const { aead, tagLength } = this.#profile
    const { key, auth } = this.#keys
    const wordAt = packet.length - (aead ? 4 : 4 + tagLength)
    const word = packet.subarray(wordAt, wordAt + 4)
    const head = packet.subarray(0, 8)
    const iv = this.#ivOf(packet, word.readUInt32BE() & 0x7fffffff)
    if (aead) {
      const decipher = createDecipheriv(galoisMode(key), key, iv)
      decipher.setAAD(Buffer.concat([head, word]))
      decipher.setAuthTag(packet.subarray(wordAt - tagLength, wordAt))
      return Buffer.concat([head, decipher.update(packet.subarray(8, wordAt - tagLength)), decipher.final()])
    }
    const tag = this.#tag(packet.subarray(0, wordAt + 4), auth)
    if (!timingSafeEqual(tag, packet.subarray(wordAt + 4))) throw new Error('not authentic')
    const body = createDecipheriv(counterMode(key), key, iv).update(packet.subarray(8, wordAt))
    return Buffer.concat([head, body])
  }

  #ivOf(packet: Buffer, index: number): Buffer {
    const { aead } = this.#profile
    const iv = Buffer.alloc(aead ? 12 : 16)
    packet.copy(iv, aead ? 2 : 4, 4, 8)
    iv.writeUInt32BE(index, aead ? 8 : 10)
    mix(iv, this.#keys.salt)
    return iv
  }

  #tag(bytes: Buffer, auth: Buffer): Buffer {
    return createHmac('sha1', auth).update(bytes).digest().subarray(0, this.#profile.tagLength)
  }
}

function mix(iv: Buffer, salt: Buffer): void {
  for (let at = 0; at < salt.length; at += 1) iv[at] = (iv[at] ?? 0) ^ (salt[at] ?? 0)
}
