import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { type LineSample, lineReport, sampleLine } from '../../client/media/line-report.ts'
import type { Stat } from '../../client/media/stats-fields.ts'
import { LineReport } from '../../domain/line-report.ts'

const SECONDS = 4

/** Two moments, four seconds apart, of what each transport reported. */
function reportOf(
  first: readonly (readonly Stat[])[],
  second: readonly (readonly Stat[])[],
  streams: Partial<Pick<LineSample, 'layers' | 'screen'>> = {},
): LineReport {
  const known = { layers: new Map<string, number | null>(), screen: null, ...streams }
  const before = sampleLine(first, { ...known, at: 1_000 }, null)
  const report = lineReport(before, sampleLine(second, { ...known, at: 1_000 + SECONDS * 1000 }, before))
  expect(Check(LineReport, report)).toBe(true)
  return report
}

/** The sending and the receiving transport of Chromium, with its names. */
function chromium(grown: 0 | 1, change: Readonly<Record<string, Partial<Stat>>> = {}): Stat[][] {
  const sending: Stat[] = [
    { id: 'T01', type: 'transport', selectedCandidatePairId: 'CPa', dtlsState: 'connected' },
    {
      id: 'CPa',
      type: 'candidate-pair',
      transportId: 'T01',
      localCandidateId: 'Ia',
      remoteCandidateId: 'Ra',
      state: 'succeeded',
      nominated: true,
      currentRoundTripTime: 0.045,
      availableOutgoingBitrate: 2_400_000,
    },
    { id: 'Ia', type: 'local-candidate', candidateType: 'host', protocol: 'udp', networkType: 'ethernet' },
    { id: 'Ra', type: 'remote-candidate', candidateType: 'host', protocol: 'udp' },
    { id: 'COT01_96', type: 'codec', mimeType: 'video/VP8', clockRate: 90000 },
    {
      id: 'SV1',
      type: 'media-source',
      kind: 'video',
      trackIdentifier: 'camera-track',
      width: 1280,
      height: 720,
    },
    ...[0, 1, 2].map((layer) => ({
      id: `OT01V${layer}`,
      type: 'outbound-rtp',
      kind: 'video',
      rid: `r${layer}`,
      codecId: 'COT01_96',
      mediaSourceId: 'SV1',
      active: layer < 2,
      packetsSent: layer < 2 ? 1000 + grown * 400 : 300,
      bytesSent: layer < 2 ? 1_000_000 + grown * (layer + 1) * 100_000 : 400_000,
      framesSent: layer < 2 ? 500 + grown * 100 : 20,
      frameWidth: 320 * 2 ** layer,
      frameHeight: 180 * 2 ** layer,
    })),
    {
      id: 'OT01A',
      type: 'outbound-rtp',
      kind: 'audio',
      packetsSent: 200 + grown * 200,
      bytesSent: 20_000 + grown * 20_000,
    },
    ...[0, 1].map((layer) => ({
      id: `RIV${layer}`,
      type: 'remote-inbound-rtp',
      kind: 'video',
      packetsLost: 5 + grown * 10,
      jitter: 0.004 * (layer + 1),
      roundTripTime: 0.05,
    })),
    {
      id: 'RIA',
      type: 'remote-inbound-rtp',
      kind: 'audio',
      packetsLost: 0,
      jitter: 0.002,
      roundTripTime: 0.051,
    },
  ]
  const receiving: Stat[] = [
    { id: 'T01', type: 'transport', selectedCandidatePairId: 'CPb' },
    {
      id: 'CPb',
      type: 'candidate-pair',
      localCandidateId: 'Ib',
      state: 'succeeded',
      nominated: true,
      currentRoundTripTime: 0.04,
    },
    { id: 'Ib', type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
    { id: 'CIT01_96', type: 'codec', mimeType: 'video/VP8' },
    {
      id: 'IT01V1',
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'CIT01_96',
      trackIdentifier: 'stage',
      packetsReceived: 5000 + grown * 600,
      packetsLost: 10 + grown * 6,
      bytesReceived: 4_000_000 + grown * 600_000,
      jitter: 0.003,
      frameWidth: 1280,
      frameHeight: 720,
      framesDecoded: 1000 + grown * 98,
      keyFramesDecoded: 3,
    },
    {
      id: 'IT01V2',
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'CIT01_96',
      trackIdentifier: 'gallery',
      packetsReceived: 800 + grown * 80,
      packetsLost: 0,
      bytesReceived: 300_000 + grown * 40_000,
      jitter: 0.006,
      frameWidth: 320,
      frameHeight: 180,
      framesDecoded: 900 + grown * 60,
      keyFramesDecoded: 1,
    },
    {
      id: 'IT01A1',
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: 900 + grown * 190,
      packetsLost: 2 + grown * 8,
      bytesReceived: 90_000 + grown * 20_000,
      jitter: 0.008,
      totalSamplesReceived: 1_000_000 + grown * 192_000,
      concealedSamples: 10_000 + grown * 7_680,
      silentConcealedSamples: 4_000 + grown * 1_920,
    },
  ]
  return [sending, receiving].map((stats) =>
    stats.map((stat): Stat => ({ ...stat, ...change[stat.id] }) as Stat),
  )
}

describe('what Chromium reports', () => {
  const layers = new Map([
    ['stage', 2],
    ['gallery', 0],
  ])

  test('becomes the figures of the line', () => {
    expect(reportOf(chromium(0), chromium(1), { layers })).toEqual({
      path: 'udp',
      roundTrip: 45,
      uplink: { loss: 0.02, jitter: 8, bitrate: 640_000, available: 2_400_000 },
      downlink: { loss: 0.0158, jitter: 8, bitrate: 1_320_000 },
      sent: { width: 640, height: 360, frames: 25, codec: 'VP8', layer: 1 },
      received: { width: 1280, height: 720, frames: 24.5, codec: 'VP8', layer: 2 },
      concealed: 0.03,
      keyFrameAge: 4,
    })
  })

  test('tells the way of the packets', () => {
    const tcp = { Ia: { protocol: 'tcp' } }
    expect(reportOf(chromium(0, tcp), chromium(1, tcp)).path).toBe('tcp')
    const relay = { Ia: { candidateType: 'relay', relayProtocol: 'tls' } }
    expect(reportOf(chromium(0, relay), chromium(1, relay)).path).toBe('relay')
  })

  test('makes the key frame young again when one arrives', () => {
    const fresh = reportOf(chromium(0), chromium(1, { IT01V1: { keyFramesDecoded: 4 } }))
    expect(fresh.keyFrameAge).toBe(0)
  })

  test('does not take the shared screen for the camera', () => {
    const screen = (grown: 0 | 1) => {
      const [sending = [], receiving = []] = chromium(grown)
      const shared: Stat[] = [
        { id: 'SV2', type: 'media-source', kind: 'video', trackIdentifier: 'screen-track' },
        ...[0, 1, 2].map((layer) => ({
          id: `OT01S${layer}`,
          type: 'outbound-rtp',
          kind: 'video',
          rid: `r${layer}`,
          mediaSourceId: 'SV2',
          packetsSent: 100 + grown * 100,
          bytesSent: 100_000 + grown * 100_000,
          framesSent: 10 + grown * 40,
          frameWidth: 1920,
          frameHeight: 1080,
        })),
      ]
      return [[...sending, ...shared], receiving]
    }
    expect(reportOf(screen(0), screen(1), { screen: 'screen-track' }).sent).toMatchObject({
      width: 640,
      layer: 1,
    })
  })

  test('names no picture that stands still', () => {
    const still = { IT01V1: { framesDecoded: 1000 }, IT01V2: { framesDecoded: 900 } }
    const report = reportOf(chromium(0), chromium(1, still))
    expect(report).toMatchObject({ received: null, keyFrameAge: null })
  })

  test('never gives a share below nothing or above everything', () => {
    const late = {
      IT01A1: { packetsLost: 0, concealedSamples: 0 },
      IT01V1: { packetsLost: 0 },
      RIV0: { packetsLost: 0 },
    }
    const report = reportOf(chromium(0), chromium(1, late))
    expect(report.downlink.loss).toBeGreaterThanOrEqual(0)
    expect(report.concealed).toBeGreaterThanOrEqual(0)
    const gone = { RIV0: { packetsLost: 1e9 } }
    expect(reportOf(chromium(0), chromium(1, gone)).uplink.loss).toBe(1)
  })

  test('counts a stream that began anew from its own beginning', () => {
    const anew = { IT01V1: { packetsReceived: 40, packetsLost: 0, bytesReceived: 20_000, framesDecoded: 30 } }
    const report = reportOf(chromium(0), chromium(1, anew))
    expect(report.received?.frames).toBe(7.5)
    expect(report.downlink.bitrate).toBe(160_000)
  })
})

/** The same in Firefox: no `transport`, no estimate of the bandwidth, pairs that say themselves that they are selected. */
function firefox(grown: 0 | 1): Stat[][] {
  const pair = (id: string, selected: boolean): Stat => ({
    id,
    type: 'candidate-pair',
    localCandidateId: `${id}-local`,
    state: selected ? 'succeeded' : 'failed',
    nominated: selected,
    selected,
    ...(selected ? { currentRoundTripTime: 0.06 } : {}),
  })
  const local = (id: string, protocol: string): Stat => ({
    id: `${id}-local`,
    type: 'local-candidate',
    candidateType: 'host',
    protocol,
  })
  return [
    [
      pair('p0', false),
      local('p0', 'udp'),
      pair('p1', true),
      local('p1', 'tcp'),
      { id: 'codec_out', type: 'codec', mimeType: 'video/VP8' },
      {
        id: 'outbound_rtp_video_0',
        type: 'outbound-rtp',
        kind: 'video',
        mediaType: 'video',
        rid: 'r0',
        codecId: 'codec_out',
        packetsSent: 100 + grown * 100,
        bytesSent: 10_000 + grown * 75_000,
        framesSent: 100 + grown * 100,
        frameWidth: 320,
        frameHeight: 180,
      },
      {
        id: 'outbound_rtcp_video_0',
        type: 'remote-inbound-rtp',
        kind: 'video',
        packetsLost: grown * 5,
        jitter: 0.01,
        roundTripTime: 0.07,
      },
    ],
    [
      pair('p1', true),
      local('p1', 'tcp'),
      {
        id: 'inbound_rtp_audio_1',
        type: 'inbound-rtp',
        kind: 'audio',
        mediaType: 'audio',
        packetsReceived: 100 + grown * 200,
        packetsLost: 0,
        bytesReceived: 10_000 + grown * 20_000,
        jitter: 0.005,
        totalSamplesReceived: 1000 + grown * 192_000,
        concealedSamples: 0,
      },
    ],
  ]
}

describe('what Firefox reports', () => {
  test('becomes the same figures, and nothing where it does not tell', () => {
    expect(reportOf(firefox(0), firefox(1))).toEqual({
      path: 'tcp',
      roundTrip: 60,
      uplink: { loss: 0.05, jitter: 10, bitrate: 150_000, available: null },
      downlink: { loss: 0, jitter: 5, bitrate: 40_000 },
      sent: { width: 320, height: 180, frames: 25, codec: 'VP8', layer: 0 },
      received: null,
      concealed: 0,
      keyFrameAge: null,
    })
  })
})

test('Where nothing is known yet, nothing is claimed', () => {
  expect(reportOf([[]], [[]])).toEqual({
    path: null,
    roundTrip: null,
    uplink: { loss: null, jitter: null, bitrate: null, available: null },
    downlink: { loss: null, jitter: null, bitrate: null },
    sent: null,
    received: null,
    concealed: null,
    keyFrameAge: null,
  })
})
