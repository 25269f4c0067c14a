/** Whoever stamps: gives a token (DER, checked) over a digest, or throws an AppError. */
export type Timestamp = (hash: 'sha256', digest: Uint8Array) => Promise<Uint8Array>
