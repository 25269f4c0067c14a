import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Measured } from '../../domain/rehearsal.ts'
import { type Finding, findings } from '../../domain/rehearsal-findings.ts'
import {
  type Check,
  checks,
  judgeRehearsal,
  type Outcome,
  worstResult,
} from '../../domain/rehearsal-judgement.ts'
import { rehearsed } from './rehearsed.ts'
import { valuesOf } from './schema-values.ts'

type Part<K extends keyof Measured> = NonNullable<Measured[K]>
type Opened<T> = Extract<T, { kind: 'opened' }>

const camera = (change: Partial<Opened<Part<'camera'>>>): Measured => ({
  ...rehearsed,
  camera: { ...(rehearsed.camera as Opened<Part<'camera'>>), ...change },
})
const microphone = (change: Partial<Opened<Part<'microphone'>>>): Measured => ({
  ...rehearsed,
  microphone: { ...(rehearsed.microphone as Opened<Part<'microphone'>>), ...change },
})
const loudspeaker = (change: Partial<Part<'loudspeaker'>>): Measured => ({
  ...rehearsed,
  loudspeaker: { ...(rehearsed.loudspeaker as Part<'loudspeaker'>), ...change },
})
const whole = rehearsed.line as Part<'line'>
const line = (change: Partial<Part<'line'>>): Measured => ({ ...rehearsed, line: { ...whole, ...change } })
const uplink = (change: Partial<Part<'line'>['uplink']>) => line({ uplink: { ...whole.uplink, ...change } })
const downlink = (change: Partial<Part<'line'>['downlink']>) =>
  line({ downlink: { ...whole.downlink, ...change } })
const skew = (clockSkew: number | null): Measured => ({ ...rehearsed, clockSkew })

/** One thing wrong, how bad that is, and what it is called. */
const table: readonly (readonly [string, Measured, Outcome, Finding])[] = [
  ['a camera that was not tried', { ...rehearsed, camera: null }, 'fail', 'camera/not-measured'],
  [
    'a camera that the browser may not use',
    { ...rehearsed, camera: { kind: 'failed', problem: 'permission-denied' } },
    'fail',
    'camera/permission-denied',
  ],
  ['a camera that gives no frame', camera({ frames: 0 }), 'fail', 'camera/no-picture'],
  ['a picture that stands still', camera({ frozen: true }), 'fail', 'camera/frozen'],
  ['a covered lens', camera({ brightness: 0.01, frozen: true }), 'fail', 'camera/black'],
  ['a picture under 640 × 360', camera({ width: 320, height: 240 }), 'fail', 'camera/too-small'],
  ['8 frames a second', camera({ frames: 8 }), 'fail', 'camera/too-few-frames'],
  ['a picture of 640 × 480', camera({ width: 640, height: 480 }), 'warn', 'camera/small'],
  ['15 frames a second', camera({ frames: 15 }), 'warn', 'camera/few-frames'],
  ['a dark hall', camera({ brightness: 0.1 }), 'warn', 'camera/dark'],
  ['a window behind the people', camera({ brightness: 0.95 }), 'warn', 'camera/bright'],
  ['a camera set up on its side', camera({ width: 720, height: 1280 }), 'pass', 'camera/good'],
  ['a microphone not tried', { ...rehearsed, microphone: null }, 'fail', 'microphone/not-measured'],
  [
    'no microphone plugged in',
    { ...rehearsed, microphone: { kind: 'failed', problem: 'no-device' } },
    'fail',
    'microphone/no-device',
  ],
  ['nobody heard', microphone({ speech: null }), 'fail', 'microphone/silent'],
  ['a voice at −50 dBFS', microphone({ speech: -50 }), 'fail', 'microphone/too-faint'],
  ['a voice at −35 dBFS', microphone({ speech: -35 }), 'warn', 'microphone/faint'],
  ['a voice at −10 dBFS', microphone({ speech: -10 }), 'warn', 'microphone/loud'],
  ['a peak clipped now and then', microphone({ clipped: 0.002 }), 'warn', 'microphone/clipping'],
  ['a voice clipped all the time', microphone({ clipped: 0.05 }), 'fail', 'microphone/clipping-much'],
  ['an air conditioner', microphone({ noise: -33 }), 'warn', 'microphone/noisy'],
  ['a tone not played', { ...rehearsed, loudspeaker: null }, 'fail', 'loudspeaker/not-measured'],
  ['a tone that nobody heard', loudspeaker({ heard: false }), 'fail', 'loudspeaker/not-heard'],
  [
    'a loudspeaker beside the microphone',
    loudspeaker({ echoReturnLoss: 8 }),
    'fail',
    'loudspeaker/echo-loud',
  ],
  ['some echo', loudspeaker({ echoReturnLoss: 25 }), 'warn', 'loudspeaker/echo'],
  [
    'no echo above the noise of the hall',
    loudspeaker({ echoReturnLoss: 12, echoFound: false }),
    'pass',
    'loudspeaker/good',
  ],
  [
    'a tone heard in a hall without a microphone',
    loudspeaker({ echoReturnLoss: null, echoFound: false }),
    'warn',
    'loudspeaker/echo-unknown',
  ],
  ['nothing that goes out', uplink({ bitrate: 0 }), 'fail', 'uplink/none'],
  ['a tenth of the packets lost', uplink({ loss: 0.1 }), 'fail', 'uplink/loss-high'],
  ['2 % lost', uplink({ loss: 0.02 }), 'warn', 'uplink/loss'],
  ['a jitter of 150 ms', uplink({ jitter: 150 }), 'fail', 'uplink/jitter-high'],
  ['a jitter of 60 ms', uplink({ jitter: 60 }), 'warn', 'uplink/jitter'],
  [
    'less than one small picture needs',
    uplink({ bitrate: 90_000, available: 120_000 }),
    'fail',
    'uplink/too-thin',
  ],
  [
    'an estimate just below what was sent',
    uplink({ bitrate: 1_900_000, available: 2_000_000 }),
    'pass',
    'uplink/good',
  ],
  ['1 Mb/s out', uplink({ bitrate: 900_000, available: 1_000_000 }), 'warn', 'uplink/thin'],
  ['a round trip of 400 ms', line({ roundTrip: 400 }), 'fail', 'uplink/delay-high'],
  ['a round trip of 200 ms', line({ roundTrip: 200 }), 'warn', 'uplink/delay'],
  ['nothing that comes in', downlink({ bitrate: null }), 'fail', 'downlink/none'],
  ['6 % lost on the way in', downlink({ loss: 0.06 }), 'fail', 'downlink/loss-high'],
  ['2 Mb/s in', downlink({ bitrate: 1_400_000, available: 2_000_000 }), 'warn', 'downlink/thin'],
  [
    'room that the browser cannot tell',
    downlink({ bitrate: 900_000, available: null }),
    'pass',
    'downlink/good',
  ],
  ['a way over TCP', line({ path: 'tcp' }), 'warn', 'path/tcp'],
  ['a way through a relay', line({ path: 'relay' }), 'warn', 'path/relay'],
  ['no way at all', line({ path: null }), 'fail', 'path/none'],
  ['a clock 5 s behind', skew(-5000), 'warn', 'clock/off'],
  ['a clock of another day', skew(86_400_000), 'fail', 'clock/far-off'],
]

describe('a rehearsal', () => {
  it('passes in everything where nothing is to be mended', () => {
    expect(judgeRehearsal(rehearsed)).toEqual(
      checks.map((check) => ({ check, outcome: 'pass', finding: `${check}/good` })),
    )
    expect(worstResult(judgeRehearsal(rehearsed))?.outcome).toBe('pass')
  })

  it.each(table)('with %s: that alone is found', (_what, measured, outcome, finding) => {
    const check = finding.slice(0, finding.indexOf('/')) as Check
    const results = judgeRehearsal(measured)
    expect(results.find((result) => result.check === check)).toEqual({ check, outcome, finding })
    for (const result of results) if (result.check !== check) expect(result.outcome).toBe('pass')
    expect(worstResult(results)?.outcome).toBe(outcome)
  })

  it('without a line fails in all that the line carries', () => {
    const failed = judgeRehearsal({ ...rehearsed, line: null }).filter(({ outcome }) => outcome === 'fail')
    expect(failed.map(({ finding }) => finding)).toEqual([
      'uplink/not-measured',
      'downlink/not-measured',
      'path/not-measured',
    ])
  })

  it('without camera and microphone learns nothing of its line, and blames it for nothing', () => {
    const failed = { kind: 'failed', problem: 'permission-denied' } as const
    const nothing = { loss: null, jitter: null, bitrate: null, available: null }
    const unreached = { path: null, roundTrip: null, uplink: nothing, downlink: nothing }
    const found = (measured: Measured) =>
      judgeRehearsal(measured)
        .slice(3, 6)
        .map(({ finding }) => finding)
    const silenced = { ...rehearsed, camera: failed, microphone: failed, line: unreached }
    expect(found(silenced)).toEqual(['uplink/no-source', 'downlink/no-source', 'path/no-source'])
    expect(found({ ...rehearsed, camera: failed, line: unreached })).toEqual([
      'uplink/none',
      'downlink/none',
      'path/none',
    ])
  })

  it('names the worst of two faults, whatever their order', () => {
    const both = judgeRehearsal({
      ...line({ path: 'relay' }),
      camera: { kind: 'failed', problem: 'no-device' },
    })
    expect(worstResult(both)?.finding).toBe('camera/no-device')
    expect(worstResult(judgeRehearsal({ ...camera({ brightness: 0.1 }), clockSkew: 1e9 }))?.finding).toBe(
      'clock/far-off',
    )
    expect(worstResult([])).toBeNull()
  })

  it('is judged whatever was measured: one known finding per check, in their order', () => {
    fc.assert(
      fc.property(valuesOf(Measured, []) as fc.Arbitrary<Measured>, (measured) => {
        const results = judgeRehearsal(measured)
        expect(results.map(({ check }) => check)).toEqual(checks)
        for (const { check, outcome, finding } of results) {
          expect(findings).toContain(finding)
          expect(finding.startsWith(`${check}/`)).toBe(true)
          expect(finding.endsWith('/good')).toBe(outcome === 'pass')
        }
      }),
      { numRuns: 500 },
    )
  })
})
