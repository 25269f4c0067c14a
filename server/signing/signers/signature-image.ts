import { AppError } from '../../errors.ts'

const MOST_BYTES = 300_000
/** Pixels on a side: over 500 per inch for a seal of 36 mm, and little enough to be unpacked. */
const MOST_PIXELS = 1600
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The picture that stands in a field in place of words, looked at before anything unpacks it.
 * @throws AppError `signing/image-refused`, with `reason` `not-png` or `too-large`
 */
export function signatureImage(given: Uint8Array): Uint8Array {
  const bytes = Buffer.from(given)
  // The header stands first (ISO/IEC 15948, 11.2.2): length, IHDR, width, height.
  const isPng =
    bytes.length > 33 && bytes.subarray(0, 8).equals(PNG) && bytes.toString('latin1', 12, 16) === 'IHDR'
  if (!isPng) throw new AppError('signing/image-refused', { reason: 'not-png' })
  const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const isLarge = bytes.length > MOST_BYTES || sides.some((side) => side === 0 || side > MOST_PIXELS)
  if (isLarge) throw new AppError('signing/image-refused', { reason: 'too-large' })
  return bytes
}
