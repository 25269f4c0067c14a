import { createHmac, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** What both sides of a line know of each other's ICE. */
export interface IceCredentials {
  readonly localUfrag: string
  readonly remoteUfrag: string
  readonly remotePassword: string
}

const BINDING_REQUEST = 0x0001
export const BINDING_SUCCESS = 0x0101
const COOKIE = 0x2112a442
const USERNAME = 0x0006
const MESSAGE_INTEGRITY = 0x0008
const PRIORITY = 0x0024
const USE_CANDIDATE = 0x0025
const ICE_CONTROLLING = 0x802a
const FINGERPRINT = 0x8028
const FINGERPRINT_MASK = 0x5354554e
/** A host candidate of the first component (RFC 8445, 5.1.2). */
const HOST_PRIORITY = 2130706431

/** A connectivity check that nominates its candidate (RFC 8445, 7.2), and later the proof of consent (RFC 7675). */
export function bindingRequest({ localUfrag, remoteUfrag, remotePassword }: IceCredentials): Buffer {
  const header = Buffer.alloc(20)
  header.writeUInt16BE(BINDING_REQUEST, 0)
  header.writeUInt32BE(COOKIE, 4)
  randomBytes(12).copy(header, 8)
  const attributes = [
    attribute(USERNAME, Buffer.from(`${remoteUfrag}:${localUfrag}`)),
    attribute(PRIORITY, uint32(HOST_PRIORITY)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
  ]
  // Each of the last two covers what stands before it, with a length that already counts itself.
  const integrity = (bytes: Buffer) => createHmac('sha1', remotePassword).update(bytes).digest()
  const fingerprint = (bytes: Buffer) => uint32((crc32(bytes) ^ FINGERPRINT_MASK) >>> 0)
  const signed = sealed(Buffer.concat([header, ...attributes]), MESSAGE_INTEGRITY, 20, integrity)
  return sealed(signed, FINGERPRINT, 4, fingerprint)
}

function sealed(message: Buffer, type: number, length: number, sum: (bytes: Buffer) => Buffer): Buffer {
  message.writeUInt16BE(message.length - 20 + 4 + length, 2)
  return Buffer.concat([message, attribute(type, sum(message))])
}

function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(value.length, 2)
  value.copy(bytes, 4)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
