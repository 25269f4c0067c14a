import { createHash, randomBytes } from 'node:crypto'

/** A source of random bytes: the operating system's, or a seeded one for a conference played from a file. */
export type Entropy = (size: number) => Uint8Array

export const systemEntropy: Entropy = (size) => randomBytes(size)

/**
 * Bytes that follow from the seed alone: SHA-256 in counter mode. For repeatable demonstrations only: whoever
 * knows the seed knows every byte.
 */
export function seededEntropy(seed: string): Entropy {
  let counter = 0
  return (size) => {
    const blocks: Buffer[] = []
    for (let made = 0; made < size; made += 32) {
      blocks.push(createHash('sha256').update(`${seed}\u0000${counter++}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, size)
  }
}
