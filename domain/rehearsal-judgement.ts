import type { Measured, MeasuredWay } from './rehearsal.ts'
import type { Finding } from './rehearsal-findings.ts'

/*
 * What the figures of a rehearsal mean: pass, warn (it works, and could be better) or fail (the conference would
 * suffer). One finding per check, the worst; the page says it in a sentence, with the remedy.
 */

export const outcomes = ['pass', 'warn', 'fail'] as const
export type Outcome = (typeof outcomes)[number]

/** In the order in which a hall is set up. */
export const checks = ['camera', 'microphone', 'loudspeaker', 'uplink', 'downlink', 'path', 'clock'] as const
export type Check = (typeof checks)[number]

/** A hall's camera is asked for 1280 × 720 at 25 frames a second; one that gives 20 gives a little less now and then. */
export const GOOD_PICTURE = { width: 1280, height: 720, frames: 18 }
/** The middle layer: a stage of four, or of a thin line. Below it a speaker's face is a blur on a large screen. */
export const LEAST_PICTURE = { width: 640, height: 360, frames: 10 }
/** Mean luma outside which faces cannot be told; below `BLACK` the lens is covered. */
export const BRIGHTNESS = { black: 0.03, dark: 0.15, bright: 0.9 }

/** RFC 7874 section 4: speech at −19 dBm0, which is −22 dBFS, ± 6 dB. */
export const SPEECH_LEVEL = { lowest: -28, target: -22, highest: -16 }
/** Quieter than this, evening out at the listeners would raise the room's noise with the voice. */
export const FAINTEST_SPEECH = -46
/** By how much a voice has to stand out of the noise to be understood without effort, dB (ANSI S12.60 asks 15). */
export const LEAST_SPEECH_OVER_NOISE = 15
/** Shares of samples at full scale: the first is heard as harshness now and then, the second all the time. */
export const CLIPPING = { some: 0.0005, much: 0.01 }

/**
 * Echo return loss, dB. A voice that comes back after the delay of a conference disturbs unless it is very weak
 * (ITU-T G.131); below the second figure two open halls hear themselves as loud as each other.
 */
export const ECHO_RETURN_LOSS = { good: 35, least: 15 }

/** Up to 1 % nothing is noticed; above 5 % the stage freezes in spite of retransmission, and then the voice suffers. */
export const LOSS = { good: 0.01, most: 0.05 }
/** Milliseconds. ITU-T Y.1541 allows 50 for interactive voice; players hold back no more than about twice that. */
export const JITTER = { good: 50, most: 100 }
/**
 * Milliseconds from the hall to the server and back, which is also the way from one hall to another. ITU-T G.114:
 * one way nobody notices 150 and none should plan for more than 400; about 100 go on the devices themselves.
 */
export const ROUND_TRIP = { good: 150, most: 300 }

/** Bits per second. */
export const BITRATES = {
  /** The camera's three layers and the microphone. */
  uplink: 2_200_000,
  /** The stage in its high layer, nine tiles of the gallery, two voices. */
  downlink: 1_500_000 + 9 * 150_000 + 2 * 50_000,
  /** One picture in the low layer and one voice, either way. */
  least: 250_000,
} as const

/** What is found to go through is told from what was sent, and hovers about it: this much of what is needed is enough. */
const ESTIMATE = 0.85

/** Milliseconds: what a clock on the wall may be off by, and what certificates and short-lived credentials bear. */
export const CLOCK_SKEW = { good: 2000, most: 300_000 }

export interface RehearsalResult {
  readonly check: Check
  readonly outcome: Outcome
  readonly finding: Finding
}

/** One result for each of `checks`, in their order. */
export function judgeRehearsal(measured: Measured): readonly RehearsalResult[] {
  return [
    { check: 'camera', ...judgeCamera(measured.camera) },
    { check: 'microphone', ...judgeMicrophone(measured.microphone) },
    { check: 'loudspeaker', ...judgeLoudspeaker(measured.loudspeaker) },
    { check: 'uplink', ...overLine(measured, 'uplink', judgeUplink) },
    { check: 'downlink', ...overLine(measured, 'downlink', judgeDownlink) },
    { check: 'path', ...overLine(measured, 'path', judgePath) },
    { check: 'clock', ...judgeClock(measured.clockSkew) },
  ]
}

/** The first of the worst results; null where there is none. */
export function worstResult(results: readonly RehearsalResult[]): RehearsalResult | null {
  for (const outcome of outcomes.toReversed()) {
    const found = results.find((result) => result.outcome === outcome)
    if (found) return found
  }
  return null
}

type Judgement = Omit<RehearsalResult, 'check'>

const pass = (finding: Finding): Judgement => ({ outcome: 'pass', finding })
const warn = (finding: Finding): Judgement => ({ outcome: 'warn', finding })
const fail = (finding: Finding): Judgement => ({ outcome: 'fail', finding })

function judgeCamera(camera: Measured['camera']): Judgement {
  if (!camera) return fail('camera/not-measured')
  if (camera.kind === 'failed') return fail(`camera/${camera.problem}`)
  const { width, height, frames, brightness, frozen } = camera
  if (width === 0 || height === 0 || frames === 0) return fail('camera/no-picture')
  // A covered lens does not move either, and is the likelier reason.
  if (brightness < BRIGHTNESS.black) return fail('camera/black')
  if (frozen) return fail('camera/frozen')
  // A camera on its side has its longer edge upright.
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  if (long < LEAST_PICTURE.width || short < LEAST_PICTURE.height) return fail('camera/too-small')
  if (frames < LEAST_PICTURE.frames) return fail('camera/too-few-frames')
  if (brightness < BRIGHTNESS.dark) return warn('camera/dark')
  if (brightness > BRIGHTNESS.bright) return warn('camera/bright')
  if (long < GOOD_PICTURE.width || short < GOOD_PICTURE.height) return warn('camera/small')
  if (frames < GOOD_PICTURE.frames) return warn('camera/few-frames')
  return pass('camera/good')
}

function judgeMicrophone(microphone: Measured['microphone']): Judgement {
  if (!microphone) return fail('microphone/not-measured')
  if (microphone.kind === 'failed') return fail(`microphone/${microphone.problem}`)
  const { speech, noise, clipped } = microphone
  if (speech === null) return fail('microphone/silent')
  if (clipped > CLIPPING.much) return fail('microphone/clipping-much')
  if (speech < FAINTEST_SPEECH) return fail('microphone/too-faint')
  if (clipped > CLIPPING.some) return warn('microphone/clipping')
  if (speech < SPEECH_LEVEL.lowest) return warn('microphone/faint')
  if (speech > SPEECH_LEVEL.highest) return warn('microphone/loud')
  if (speech - noise < LEAST_SPEECH_OVER_NOISE) return warn('microphone/noisy')
  return pass('microphone/good')
}

function judgeLoudspeaker(loudspeaker: Measured['loudspeaker']): Judgement {
  if (!loudspeaker) return fail('loudspeaker/not-measured')
  const { heard, echoReturnLoss, echoFound } = loudspeaker
  if (!heard) return fail('loudspeaker/not-heard')
  if (echoReturnLoss === null) return warn('loudspeaker/echo-unknown')
  if (!echoFound || echoReturnLoss >= ECHO_RETURN_LOSS.good) return pass('loudspeaker/good')
  return echoReturnLoss < ECHO_RETURN_LOSS.least ? fail('loudspeaker/echo-loud') : warn('loudspeaker/echo')
}

/** A hall that can send neither picture nor sound learns nothing of its line: its devices come first. */
function overLine(
  { camera, microphone, line }: Measured,
  check: 'uplink' | 'downlink' | 'path',
  judge: (line: NonNullable<Measured['line']>) => Judgement,
): Judgement {
  if (!line) return fail(`${check}/not-measured`)
  if (camera?.kind === 'failed' && microphone?.kind === 'failed' && line.path === null)
    return fail(`${check}/no-source`)
  return judge(line)
}

function judgeUplink({ uplink, roundTrip }: NonNullable<Measured['line']>): Judgement {
  const judged = judgeWay('uplink', uplink, BITRATES.uplink)
  if (judged.outcome === 'fail' || roundTrip === null) return judged
  if (roundTrip > ROUND_TRIP.most) return fail('uplink/delay-high')
  if (judged.outcome === 'pass' && roundTrip > ROUND_TRIP.good) return warn('uplink/delay')
  return judged
}

function judgeDownlink({ downlink }: NonNullable<Measured['line']>): Judgement {
  return judgeWay('downlink', downlink, BITRATES.downlink)
}

/** A figure that the browser does not give is not held against the line. */
function judgeWay(way: 'uplink' | 'downlink', measured: MeasuredWay, needed: number): Judgement {
  const { loss, jitter, bitrate, available } = measured
  if (!bitrate) return fail(`${way}/none`)
  if (loss !== null && loss > LOSS.most) return fail(`${way}/loss-high`)
  if (jitter !== null && jitter > JITTER.most) return fail(`${way}/jitter-high`)
  // What flows has evidently gone through.
  const room = Math.max(bitrate, available ?? 0)
  if (available !== null && room < BITRATES.least) return fail(`${way}/too-thin`)
  if (loss !== null && loss > LOSS.good) return warn(`${way}/loss`)
  if (jitter !== null && jitter > JITTER.good) return warn(`${way}/jitter`)
  if (available !== null && room < needed * ESTIMATE) return warn(`${way}/thin`)
  return pass(`${way}/good`)
}

function judgePath(line: NonNullable<Measured['line']>): Judgement {
  if (line.path === null) return fail('path/none')
  return line.path === 'udp' ? pass('path/good') : warn(`path/${line.path}`)
}

function judgeClock(skew: Measured['clockSkew']): Judgement {
  // A clock that was not compared harms nobody.
  if (skew === null) return warn('clock/not-measured')
  const off = Math.abs(skew)
  if (off > CLOCK_SKEW.most) return fail('clock/far-off')
  return off > CLOCK_SKEW.good ? warn('clock/off') : pass('clock/good')
}
