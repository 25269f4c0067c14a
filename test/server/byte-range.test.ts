import { expect, test } from 'vitest'
import { byteRange } from '../../server/recording/byte-range.ts'

test.each([
  ['bytes=0-99', { first: 0, last: 99 }],
  ['bytes=900-', { first: 900, last: 999 }],
  ['bytes=-100', { first: 900, last: 999 }],
  ['bytes=-5000', { first: 0, last: 999 }],
  ['bytes=990-5000', { first: 990, last: 999 }],
  ['bytes=999-999', { first: 999, last: 999 }],
  ['bytes=1000-', 'none'],
  ['bytes=-0', 'none'],
  // Passed over: RFC 9110 lets a server send the whole.
  [undefined, 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=5-1', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['items=0-1', 'whole'],
  ['bytes=a-b', 'whole'],
])('of 1,000 bytes, %s asks for %o', (header, range) => {
  expect(byteRange(header, 1000)).toEqual(range)
})
