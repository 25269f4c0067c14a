import { expect, test } from 'vitest'
import { signatureImage } from '../../server/signing/signers/signature-image.ts'
import { pngOf } from '../support/png.ts'

test('a picture of a signature is taken as it is', () => {
  const png = pngOf(40, 20)
  expect(Buffer.from(signatureImage(png)).equals(png)).toBe(true)
})

test.each([
  ['no picture', Buffer.from('%PDF-1.7'.padEnd(100)), 'not-png'],
  [
    'a picture of another kind',
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(100)]),
    'not-png',
  ],
  ['one that unpacks to more than a field can show', pngOf(1601, 1), 'too-large'],
  ['one without any point', pngOf(0, 10), 'too-large'],
  ['one of too many bytes', Buffer.concat([pngOf(10, 10), Buffer.alloc(300_000)]), 'too-large'],
])('%s is refused before anything unpacks it', (_, bytes, reason) => {
  expect(() => signatureImage(bytes)).toThrow(
    expect.objectContaining({ code: 'signing/image-refused', detail: { reason } }),
  )
})
