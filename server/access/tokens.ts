import { createHash, randomBytes } from 'node:crypto'

/** A bearer secret of 256 bits, in base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token: its SHA-256. A token has the entropy that makes a slow hash needless. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
