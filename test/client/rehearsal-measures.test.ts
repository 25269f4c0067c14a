import { describe, expect, it } from 'vitest'
import { type Stat, sampleLine } from '../../client/media/line-report.ts'
import { lineFigures, noLine } from '../../client/rehearsal/line-figures.ts'
import {
  clippedShare,
  noiseLevel,
  type Stretch,
  speechLevel,
  spokenCount,
} from '../../client/rehearsal/speech-level.ts'
import { echoOf, toneLevel } from '../../client/rehearsal/tone-level.ts'

const RATE = 48_000
const stretches = (levels: readonly number[], clipped = 0): readonly Stretch[] =>
  levels.map((level) => ({ level, clipped }))
const times = (count: number, level: number) => Array.from({ length: count }, () => level)

describe('the level of speech', () => {
  it('is that of the words alone, however long the pauses between them', () => {
    for (const pauses of [0, 20, 60, 200]) {
      const found = speechLevel(stretches([...times(40, -22), ...times(pauses, -70)]))
      if (pauses === 0) continue
      expect(found).toBeCloseTo(-22, 0)
    }
  })

  it('counts the softer ends of words in, and the room’s noise out', () => {
    const spoken = [...times(30, -20), ...times(10, -32)]
    const found = speechLevel(stretches([...spoken, ...times(60, -58)])) ?? 0
    expect(found).toBeGreaterThan(-22.5)
    expect(found).toBeLessThan(-20)
    expect(noiseLevel(stretches([...spoken, ...times(60, -58)]))).toBe(-58)
    expect(spokenCount(stretches([...spoken, ...times(60, -58)]))).toBe(40)
  })

  it('is none in silence, in a steady noise, and before anything was heard', () => {
    expect(speechLevel(stretches(times(50, -100)))).toBeNull()
    expect(speechLevel(stretches(times(50, -70)))).toBeNull()
    expect(speechLevel(stretches(times(50, -30).map((level, index) => level + (index % 3))))).toBeNull()
    expect(speechLevel([])).toBeNull()
    expect(spokenCount(stretches(times(50, -30)))).toBe(0)
  })

  it('tells how much of the words was clipped, not of the silence', () => {
    const some = [...stretches(times(20, -12), 0.02), ...stretches(times(180, -70))]
    expect(clippedShare(some)).toBeCloseTo(0.02)
    expect(clippedShare(stretches(times(50, -100), 0))).toBe(0)
  })
})

describe('the level of one tone', () => {
  const tone = (hertz: number, amplitude: number, length = 8192) =>
    Float32Array.from({ length }, (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / RATE))

  it('is its root mean square, wherever the samples begin', () => {
    for (const hertz of [523.25, 659.25, 783.99]) {
      expect(toneLevel(tone(hertz, 1), RATE, hertz)).toBeCloseTo(-3.01, 1)
      expect(toneLevel(tone(hertz, 0.01), RATE, hertz)).toBeCloseTo(-43.01, 1)
    }
  })

  it('is not raised by a neighbouring note or by a voice at another pitch', () => {
    expect(toneLevel(tone(659.25, 1), RATE, 523.25)).toBeLessThan(-60)
    expect(toneLevel(tone(140, 1), RATE, 523.25)).toBeLessThan(-60)
    expect(toneLevel(new Float32Array(8192), RATE, 523.25)).toBe(-120)
  })
})

describe('an echo', () => {
  const heard = (...levels: number[]) => levels.map((level) => ({ before: [-70, -66], during: [-90, level] }))

  it('is as much weaker as what came back of the loudest note', () => {
    expect(echoOf(-15, heard(-40, -38, -45))).toEqual({ echoReturnLoss: 23, echoFound: true })
  })

  it('is not found where the notes do not stand out of the silence before them; the loss is then at least so much', () => {
    expect(echoOf(-15, heard(-66, -64, -70))).toEqual({ echoReturnLoss: 49, echoFound: false })
  })

  it('is not taken from a voice that meets one note', () => {
    expect(echoOf(-15, heard(-30, -68, -70))).toMatchObject({ echoFound: false })
  })

  it('is unknown where nothing was listened to', () => {
    expect(echoOf(-15, [])).toBeNull()
    expect(echoOf(-15, [{ before: [], during: [-30] }])).toBeNull()
  })
})

describe('the figures of a line', () => {
  /** What a browser says after `second` seconds, with `packets` pictures' packets sent and come back, `lost` of them not. */
  const at = (second: number, packets: number, lost = 0, protocol = 'udp') => {
    const sending: readonly Stat[] = [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
      {
        id: 'P',
        type: 'candidate-pair',
        localCandidateId: 'L',
        currentRoundTripTime: second / 100,
        availableOutgoingBitrate: 2_000_000 + packets,
      },
      { id: 'L', type: 'local-candidate', candidateType: 'host', protocol },
      { id: 'V', type: 'outbound-rtp', kind: 'video', packetsSent: packets, bytesSent: 125 * packets },
      { id: 'RV', type: 'remote-inbound-rtp', kind: 'video', packetsLost: lost, jitter: 0.5 },
      { id: 'RA', type: 'remote-inbound-rtp', kind: 'audio', packetsLost: 0, jitter: 0.012 },
    ]
    const receiving: readonly Stat[] = [
      {
        id: 'V',
        type: 'inbound-rtp',
        kind: 'video',
        packetsReceived: packets - lost,
        packetsLost: lost,
        bytesReceived: 250 * packets,
        jitter: 0.02,
      },
    ]
    return sampleLine([sending, receiving], { layers: new Map(), screen: null, at: second * 1000 }, null)
  }

  it('are what was lost, late and carried between the first sample and the last', () => {
    expect(lineFigures([at(0, 0), at(4, 500, 10), at(8, 900, 20), at(10, 1000, 20)])).toEqual({
      path: 'udp',
      roundTrip: 73.3,
      uplink: { loss: 0.02, jitter: 12, bitrate: 100_000, available: 2_001_000 },
      downlink: { loss: 0.02, jitter: 20, bitrate: 200_000, available: null },
    })
  })

  it('name the way that is taken', () => {
    expect(lineFigures([at(0, 0, 0, 'tcp'), at(1, 10, 0, 'tcp')]).path).toBe('tcp')
  })

  it('are unknown of a line that was not there, or only for a moment', () => {
    expect(lineFigures([])).toEqual(noLine)
    expect(lineFigures([at(3, 100)])).toEqual(noLine)
  })
})
