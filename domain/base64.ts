/* Both are in every browser and in Node (HTML standard, 8.3). */
declare function btoa(letters: string): string
declare function atob(base64: string): string

/** Bytes as letters (RFC 4648, 4). */
export function base64Of(bytes: Uint8Array): string {
  let letters = ''
  // A call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 8192)
    letters += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(letters)
}

/** @throws DOMException `InvalidCharacterError` for what is not base64 */
export function bytesOf(base64: string): Uint8Array {
  const letters = atob(base64)
  const bytes = new Uint8Array(letters.length)
  for (let index = 0; index < letters.length; index++) bytes[index] = letters.charCodeAt(index)
  return bytes
}
