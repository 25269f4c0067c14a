import { createHmac } from 'node:crypto'
import type { IceServer } from '../domain/media-messages.ts'
import type { Instant } from '../domain/time.ts'

/** The relays of an installation, and the secret that it shares with them. */
export interface TurnRelays {
  /** `turn:` and `turns:` URIs (RFC 7065). */
  readonly urls: readonly string[]
  readonly secret: string
}

/**
 * How long a credential opens a relay (s). A page is given a new one whenever it joins; a relay keeps what it has
 * opened, so this bounds only how late in a day a page may come back with an old one.
 */
export const CREDENTIAL_SECONDS = 24 * 3600

/**
 * What a page needs to go through the relays: credentials that anybody with the shared secret can check and that
 * end by themselves (draft-uberti-behave-turn-rest-00, section 2.2): the username is `expiry:peer`, expiry in
 * seconds since 1970, the password the Base64 of its HMAC-SHA-1 under the secret.
 */
export function turnServers(relays: TurnRelays, peer: string, now: Instant): readonly IceServer[] {
  const username = `${Math.floor(now / 1000) + CREDENTIAL_SECONDS}:${peer}`
  const credential = createHmac('sha1', relays.secret).update(username).digest('base64')
  return [{ urls: relays.urls, username, credential }]
}

/** Host, port and transport as RFC 7065 lets a TURN URI have them. */
const turnUri =
  /^(?<scheme>turns?):(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(?<port>\d{1,5}))?(?:\?transport=(?<transport>udp|tcp))?$/i

/** Whether browsers take this as the address of a relay. TLS runs over TCP: `turns:` over `udp` is none. */
export function isTurnUri(value: string): boolean {
  const parts = turnUri.exec(value)?.groups
  if (!parts) return false
  const port = Number(parts.port ?? 3478)
  const overTls = parts.scheme?.toLowerCase() === 'turns'
  return port >= 1 && port <= 65_535 && !(overTls && parts.transport === 'udp')
}
