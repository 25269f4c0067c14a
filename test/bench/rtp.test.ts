import { describe, expect, it } from 'vitest'
import { keyFramesAsked, receiverReport, senderReport, transportFeedback } from '../../bench/rtp/rtcp.ts'
import { absSendTime, HEADER_LENGTH, readHeader, writeHeader } from '../../bench/rtp/rtp-header.ts'
import { deriveKeys, MOST_ADDED, type ProfileName, SrtcpContext, SrtpContext } from '../../bench/rtp/srtp.ts'
import { bindingRequest } from '../../bench/rtp/stun.ts'
import { keyFrameWidth, layers, writeDescriptor } from '../../bench/rtp/vp8.ts'

// The load generator's packets: one that makes them wrong measures nonsense.

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')
const all: readonly ProfileName[] = ['AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM', 'AEAD_AES_256_GCM']

function contexts(name: ProfileName) {
  const master = Buffer.from(Array.from({ length: name === 'AEAD_AES_256_GCM' ? 32 : 16 }, (_, at) => at * 7))
  const salt = Buffer.from(
    Array.from({ length: name === 'AES_CM_128_HMAC_SHA1_80' ? 14 : 12 }, (_, at) => at + 90),
  )
  const keys = (use: 'rtp' | 'rtcp') => deriveKeys(name, master, salt, use)
  return { rtp: () => new SrtpContext(name, keys('rtp')), rtcp: () => new SrtcpContext(name, keys('rtcp')) }
}

function rtpPacket(sequence: number, payload: Buffer): { packet: Buffer; length: number } {
  const packet = Buffer.alloc(HEADER_LENGTH + payload.length + MOST_ADDED)
  writeHeader(packet, {
    payloadType: 96,
    marker: true,
    sequence,
    timestamp: 90_000,
    ssrc: 77,
    transportSequence: 5,
    now: 1000,
  })
  payload.copy(packet, HEADER_LENGTH)
  return { packet, length: HEADER_LENGTH + payload.length }
}

describe('SRTP of the load generator', () => {
  it('derives the keys of RFC 3711, B.3', () => {
    const master = hex('E1F97A0D3E018BE0D64FA32C06DE4139')
    const salt = hex('0EC675AD498AFEEBB6960B3AABE6')
    const keys = deriveKeys('AES_CM_128_HMAC_SHA1_80', master, salt, 'rtp')
    expect(keys.key).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'))
    expect(keys.salt).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'))
    expect(keys.auth).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'))
  })

  it('encrypts the packet of RFC 7714, 16.1.1', () => {
    const plain = hex(
      '8040f17b 8041f8d3 5501a0b2 47616c6c 696120 6573 7420 6f6d 6e697320 64697669 73612069 6e207061 72746573 20747265 73',
    )
    const packet = Buffer.concat([plain, Buffer.alloc(MOST_ADDED)])
    const keys = {
      key: hex('000102030405060708090a0b0c0d0e0f'),
      salt: hex('517569642070726f2071756f'),
      auth: Buffer.alloc(0),
    }
    const length = new SrtpContext('AEAD_AES_128_GCM', keys).protect(packet, 12, plain.length, 0)
    expect(packet.subarray(0, length)).toEqual(
      hex(
        '8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce',
      ),
    )
  })

  it('opens what it has closed, in every profile and beyond a rollover, and nothing that was changed', () => {
    for (const name of all) {
      const { packet, length } = rtpPacket(65_535, Buffer.from('spoken by the hall'))
      const closed = contexts(name).rtp().protect(packet, HEADER_LENGTH, length, 3)
      expect(packet.subarray(HEADER_LENGTH, length).toString()).not.toBe('spoken by the hall')
      expect(contexts(name).rtp().unprotect(packet, HEADER_LENGTH, closed, 3).toString()).toBe(
        'spoken by the hall',
      )
      expect(() => contexts(name).rtp().unprotect(packet, HEADER_LENGTH, closed, 4)).toThrow()
      packet[HEADER_LENGTH] = (packet[HEADER_LENGTH] ?? 0) ^ 1
      expect(() => contexts(name).rtp().unprotect(packet, HEADER_LENGTH, closed, 3)).toThrow()
    }
  })

  it('does the same for RTCP', () => {
    for (const name of all) {
      const sender = contexts(name).rtcp()
      const report = senderReport({ ssrc: 9, at: Date.UTC(2026, 0), timestamp: 1, packets: 2, bytes: 3 })
      for (const closed of [sender.protect(report), sender.protect(report)]) {
        expect(contexts(name).rtcp().unprotect(closed)).toEqual(report)
        closed[12] = (closed[12] ?? 0) ^ 1
        expect(() => contexts(name).rtcp().unprotect(closed)).toThrow()
      }
    }
  })
})

describe('RTP and VP8 of the load generator', () => {
  it('say in their header what a receiver reads there', () => {
    const { packet, length } = rtpPacket(40_000, Buffer.from([1]))
    const read = { length: 0, sequence: 0, ssrc: 0, transportSequence: 0, sendTime: 0 }
    expect(readHeader(packet, length, { sendTime: 4, transportSequence: 5 }, read)).toBe(true)
    expect(read).toEqual({
      length: HEADER_LENGTH,
      sequence: 40_000,
      ssrc: 77,
      transportSequence: 5,
      sendTime: absSendTime(1000),
    })
    expect(absSendTime(1000)).toBe(2 ** 18)
    expect(readHeader(receiverReport(1, []), 8, { sendTime: 4, transportSequence: 5 }, read)).toBe(false)
  })

  it('carry key frames that are known by their first packet, in three sizes', () => {
    const widths = layers.map(({ key }) => {
      const packet = Buffer.alloc(6 + (key[0]?.length ?? 0))
      writeDescriptor(packet, 0, { begins: true, pictureId: 300, tl0PictureIndex: 4 })
      key[0]?.copy(packet, 6)
      return keyFrameWidth(packet)
    })
    expect(widths).toEqual([320, 640, 1280])
    for (const { key, delta } of layers) {
      for (const [begins, payload] of [
        [false, key[0]],
        [true, delta[0]],
      ] as const) {
        const packet = Buffer.concat([Buffer.alloc(6), payload ?? Buffer.alloc(0)])
        writeDescriptor(packet, 0, { begins, pictureId: 300, tl0PictureIndex: 4 })
        expect(keyFrameWidth(packet)).toBeNull()
      }
    }
  })

  it('take the bits per second of the product’s camera', () => {
    const rates = layers.map(({ delta }) => delta.reduce((sum, { length }) => sum + length, 0) * 8 * 25)
    expect(rates).toEqual([150_000, 500_000, 1_500_000])
  })
})

describe('RTCP of the load generator', () => {
  it('finds who asks for a key frame in a compound packet', () => {
    const pictureLoss = hex('81ce0002 00000001 0000002a')
    const intraRequest = hex('84ce0004 00000001 00000000 0000002b 07000000')
    const nack = hex('81cd0003 00000001 0000002c 00050000')
    const compound = Buffer.concat([receiverReport(1, []), nack, pictureLoss, intraRequest])
    expect(keyFramesAsked(compound)).toEqual([42, 43])
    expect(keyFramesAsked(compound.subarray(0, compound.length - 3))).toEqual([42])
  })

  it('tells which packets arrived when', () => {
    // Reference 10 × 64 ms; the second 1 ms later, one missing, the fourth 100 ms after the second.
    const arrivals = { sequences: [65_535, 65_536, 65_538], at: [2560, 2564, 2964], length: 3 }
    const feedback = transportFeedback({ sender: 1, media: 2 }, 7, 65_535, arrivals)
    expect(feedback).toEqual(hex('8fcd0006 00000001 00000002 ffff0004 00000a07 d480 00 04 0190 0000'))
    expect(feedback.length % 4).toBe(0)
  })
})

describe('ICE of the load generator', () => {
  it('asks with a message whose length counts what it holds', () => {
    const request = bindingRequest({ localUfrag: 'here', remoteUfrag: 'there', remotePassword: 'secret' })
    expect(request.readUInt16BE(2)).toBe(request.length - 20)
    expect(request.toString('latin1')).toContain('there:here')
  })
})
