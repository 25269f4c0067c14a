/** 128 random bits in hexadecimal; `crypto.randomUUID` exists only where the page came over TLS. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
