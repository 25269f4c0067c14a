import type { SignatureField } from './signing.ts'

/** Where a signing program listens on the user's own machine (127.0.0.1), for the page to find it. */
export const SIGN_AGENT_PORT = 17_132

/** What a page asks of the program: a signature under a link that the page has made for it. */
export interface SignAgentRequest {
  /** What the program shows to whoever sits before it; good for one signature. */
  readonly code: string
  readonly conference: string
  readonly field: SignatureField
  readonly link: string
}
