import { checkPrimeSync, createHmac, createPrivateKey, type KeyObject } from 'node:crypto'

/**
 * RSA keys that follow from a seed, for simulated conferences only: the same seed must give the same files. Whoever
 * has the seed has the keys, so nothing but a demonstration may use them.
 */

/** `length` octets that follow from the seed, the next ones at each call. */
export type Octets = (length: number) => Buffer

const smallPrimes = primesBelow(2_000)

/** HMAC-SHA-256 over a counter, keyed by the seed; `label` separates uses of one seed. */
export function seededOctets(seed: Uint8Array, label: string): Octets {
  let counter = 0
  return (length) => {
    const blocks: Buffer[] = []
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHmac('sha256', seed).update(`${label}\0${counter++}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, length)
  }
}

/** An RSA private key with exponent 65537. @param bits of the modulus, a multiple of 16 */
export function seededRsaKey(octets: Octets, bits: number): KeyObject {
  const exponent = 65_537n
  const first = seededPrime(octets, bits / 2, exponent)
  const second = seededPrime(octets, bits / 2, exponent)
  const [p, q] = first > second ? [first, second] : [second, first]
  const modulus = p * q
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const part = (value: bigint) => toBuffer(value).toString('base64url')
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: part(modulus),
      e: part(exponent),
      d: part(d),
      p: part(p),
      q: part(q),
      dp: part(d % (p - 1n)),
      dq: part(d % (q - 1n)),
      qi: part(inverse(q, p)),
    },
  })
}

/** First prime at or after a seeded odd number whose two top bits are set, so that products have full length. */
function seededPrime(octets: Octets, bits: number, exponent: bigint): bigint {
  const start = octets(bits / 8)
  start[0] = (start[0] ?? 0) | 0xc0
  const last = start.length - 1
  start[last] = (start[last] ?? 0) | 1
  const base = BigInt(`0x${start.toString('hex')}`)
  const remainders = smallPrimes.map((prime) => Number(base % BigInt(prime)))
  for (let step = 0; ; step += 2) {
    const composite = smallPrimes.some((prime, index) => ((remainders[index] ?? 0) + step) % prime === 0)
    if (composite) continue
    const candidate = base + BigInt(step)
    if ((candidate - 1n) % exponent !== 0n && checkPrimeSync(candidate)) return candidate
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (b > 0n) {
    const quotient = a / b
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return ((x % modulus) + modulus) % modulus
}

function toBuffer(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
}

function primesBelow(limit: number): number[] {
  const composite = new Set<number>()
  const primes: number[] = []
  for (let number = 3; number < limit; number += 2) {
    if (composite.has(number)) continue
    primes.push(number)
    for (let multiple = number * number; multiple < limit; multiple += number) composite.add(multiple)
  }
  return primes
}
