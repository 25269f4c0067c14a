import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CREDENTIAL_SECONDS, isTurnUri, turnServers } from '../../server/turn.ts'

const relays = { urls: ['turns:turn.example.vn:443?transport=tcp'], secret: 'shared with the relay' }
const now = Date.UTC(2026, 4, 30, 1, 0, 0, 999)

describe('credentials of a relay', () => {
  it('name their end and the peer, and are proven by the shared secret alone', () => {
    const [server] = turnServers(relays, 'hall-dien-bien', now)
    const expiry = Date.UTC(2026, 4, 30, 1) / 1000 + CREDENTIAL_SECONDS
    expect(server).toEqual({
      urls: relays.urls,
      username: `${expiry}:hall-dien-bien`,
      credential: createHmac('sha1', relays.secret).update(`${expiry}:hall-dien-bien`).digest('base64'),
    })
  })

  it('are those that the draft’s algorithm gives for known values', () => {
    // Computed with openssl: printf '%s' USERNAME | openssl dgst -sha1 -hmac SECRET -binary | base64
    const [server] = turnServers({ urls: [], secret: 'north' }, 'p', 0)
    expect(server).toMatchObject({ username: '86400:p', credential: 'XhFj9d8zL0URDmKcGrPNzQfT0Rc=' })
  })

  it('differ for every peer and every second', () => {
    const credentials = [
      ...turnServers(relays, 'a', now),
      ...turnServers(relays, 'b', now),
      ...turnServers(relays, 'a', now + 1000),
      ...turnServers({ ...relays, secret: 'another secret' }, 'a', now),
    ].map(({ credential }) => credential)
    expect(new Set(credentials).size).toBe(4)
  })
})

describe('the address of a relay', () => {
  it.each([
    'turn:turn.example.vn',
    'turn:198.51.100.4:3478?transport=udp',
    'turn:198.51.100.4?transport=tcp',
    'turns:turn.example.vn:443?transport=tcp',
    'turns:[2001:db8::7]:443',
    'TURN:Turn.Example.VN',
  ])('%s is taken', (uri) => expect(isTurnUri(uri)).toBe(true))

  it.each([
    'stun:turn.example.vn',
    'https://turn.example.vn',
    'turn://turn.example.vn',
    'turn:turn.example.vn:0',
    'turn:turn.example.vn:65536',
    'turn:turn.example.vn/path',
    'turn:user@turn.example.vn',
    'turn:turn.example.vn?transport=sctp',
    'turns:turn.example.vn?transport=udp',
    'turn:',
    '',
  ])('%s is refused', (uri) => expect(isTurnUri(uri)).toBe(false))
})
