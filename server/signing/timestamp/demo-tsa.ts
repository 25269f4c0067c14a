import { DerError } from '../asn1/der.ts'
import type { Signer } from '../signer.ts'
import { issueToken } from './issue-token.ts'
import { readTimestampRequest } from './request.ts'
import { grantedResponse, refusedResponse } from './response.ts'
import type { Timestamp } from './timestamp.ts'

/** The timestamp authority of a demonstration: proves nothing, and says so in its certificate. */
export interface DemoTsa {
  /** A token made in this process. */
  readonly timestamp: Timestamp
  /** The answer to a TimeStampReq as it comes over HTTP (RFC 3161, 3.4). */
  readonly respond: (request: Uint8Array) => Promise<Uint8Array>
}

/** @param now milliseconds since 1970: what the tokens state */
export function demoTsa(authority: Signer, now: () => number): DemoTsa {
  return {
    timestamp: (hash, digest) => issueToken({ hash, digest, nonce: undefined, time: now() }, authority),
    respond: async (request) => {
      try {
        const { hash, digest, nonce } = readTimestampRequest(request)
        return grantedResponse(await issueToken({ hash, digest, nonce, time: now() }, authority))
      } catch (error) {
        if (!(error instanceof DerError)) throw error
        return refusedResponse(error.message)
      }
    },
  }
}
