import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SECRET_BYTES } from './sealed-tally.ts'

/**
 * The secret that seals ballot boxes, kept in a file of this server and not in the database; made where there is
 * none. Servers that take conferences over from each other in the middle of a secret vote need the same file.
 * @throws Error when the file cannot be read or written, or is none of ours
 */
export function ballotSecret(path: string): Uint8Array {
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(path, randomBytes(SECRET_BYTES), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(path)
  if (secret.length !== SECRET_BYTES)
    throw new Error(`${path} is not a ballot secret of ${SECRET_BYTES} bytes`)
  return secret
}
