import { AppError } from '../../errors.ts'
import { type Der, DerError, readOnly, readSmallInteger, readText, sequenceItems, tags } from '../asn1/der.ts'
import { integer, sequence, utf8 } from '../asn1/der-write.ts'

/** PKIStatus (RFC 3161, 2.4.2): these two come with a token. */
const granted: ReadonlySet<number> = new Set([0, 1])
const longestText = 200

/** TimeStampResp with a token. */
export function grantedResponse(token: Uint8Array): Buffer {
  return sequence(sequence(integer(0)), token)
}

/** TimeStampResp without one. @param text for people */
export function refusedResponse(text: string): Buffer {
  return sequence(sequence(integer(2), sequence(utf8(text))))
}

/**
 * The token of a TimeStampResp, as the DER that it came as.
 * @throws AppError `signing/timestamp-refused` with the authority's own words, `signing/timestamp-wrong`
 */
export function tokenOf(response: Uint8Array): Uint8Array {
  try {
    const [info, token] = sequenceItems(readOnly(response))
    const [status, text] = sequenceItems(info)
    const code = readSmallInteger(status)
    if (granted.has(code) && token) return token.raw
    throw new AppError('signing/timestamp-refused', { status: code, text: words(text) })
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause
    throw new AppError('signing/timestamp-wrong', { problem: 'unreadable' }, { cause })
  }
}

function words(text: Der | undefined): string {
  if (text?.tag !== tags.sequence) return ''
  return sequenceItems(text).map(readText).join(' ').slice(0, longestText)
}
