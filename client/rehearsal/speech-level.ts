/** What one short stretch of sound measured: its level (dBFS, root mean square) and how much of it was clipped. */
export interface Stretch {
  readonly level: number
  /** Share of samples at full scale. */
  readonly clipped: number
}

/** ITU-T P.56: a stretch counts as speech when it is no more than this below the level of all speech, dB. */
const MARGIN = 15.9
/** Speech is louder than what it is spoken over, dB; less is the noise of the room, of which some is always louder. */
const LEAST_OVER_NOISE = 6
/** Quieter than this (dBFS) is no speech, whatever the room. */
const FAINTEST = -55
const STEP = 0.5

/**
 * The level while somebody speaks, dBFS, after ITU-T P.56 method B: the energy of everything over the time in which
 * there is speech, which is the time above a threshold 15.9 dB below that very level. Null where nobody speaks.
 */
export function speechLevel(stretches: readonly Stretch[]): number | null {
  const levels = stretches.map(({ level }) => level)
  if (levels.length === 0) return null
  const energy = levels.reduce((sum, level) => sum + power(level), 0)
  const highest = Math.max(...levels)
  let found = highest
  for (let threshold = highest; threshold > highest - 60; threshold -= STEP) {
    const active = levels.filter((level) => level >= threshold).length
    found = 10 * Math.log10(energy / active)
    if (found - threshold >= MARGIN) break
  }
  const isSpeech = found > FAINTEST && found - noiseLevel(stretches) >= LEAST_OVER_NOISE
  return isSpeech ? found : null
}

/** The level between the words, dBFS: what a tenth of the time is quieter than. */
export function noiseLevel(stretches: readonly Stretch[]): number {
  const sorted = stretches.map(({ level }) => level).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 10)] ?? -100
}

/** For how many of these stretches somebody spoke. */
export function spokenCount(stretches: readonly Stretch[]): number {
  const speech = speechLevel(stretches)
  return speech === null ? 0 : stretches.filter(({ level }) => level >= speech - MARGIN).length
}

/** Share of the speech that was clipped: in silence nothing is. */
export function clippedShare(stretches: readonly Stretch[]): number {
  const spoken = spokenCount(stretches)
  if (spoken === 0) return 0
  return Math.min(1, stretches.reduce((sum, { clipped }) => sum + clipped, 0) / spoken)
}

function power(level: number): number {
  return 10 ** (level / 10)
}
