/**
 * How loud a voice shall be (LUFS, short-term), and by how much it may be changed for it (dB).
 */
export const TARGET = -23
export const MOST_GAIN = 12

/** Below this (LUFS) nobody speaks: what is quieter than the target and the most gain together cannot be helped. */
const SILENT = -45
/** So far (dB) below the voice is a pause with the room in it, not the voice. */
const PAUSE = 12
/** A pause that never ends is a quieter voice: so fast (dB per second) the voice is believed to have become quieter. */
const FORGETS = 0.5
/** How long (s) the voice is averaged, and how fast (dB per second) it can be believed to have become louder. */
const AVERAGED = 3
const FASTEST_RISE = 1.5
/** Time constants (s): down before up, since too loud hurts. */
const DOWN = 3
const UP = 10

/** What is known of one voice. */
export interface VoiceState {
  /** Its loudness without the pauses (LUFS); null before it has spoken. */
  readonly voice: number | null
  /** Seconds for which it has spoken, as far as it matters: a new voice is learnt faster. */
  readonly spoken: number
  /** What is applied to it now (dB). */
  readonly gain: number
}

export const newVoice: VoiceState = { voice: null, spoken: 0, gain: 0 }

/**
 * The gain of a voice after one more measure: its loudness (LUFS, before any gain) over the last `seconds`. The
 * gain moves slowly towards the target while somebody speaks, and holds in every pause, so that neither breath nor
 * room is pumped up; applause, which is louder than any voice, moves it only a little.
 */
export function nextGain(measured: number, state: VoiceState, seconds: number): VoiceState {
  if (!(measured > SILENT)) return state
  const { voice, gain } = state
  if (voice !== null && measured < voice - PAUSE) return { ...state, voice: voice - FORGETS * seconds }
  const spoken = Math.min(AVERAGED, state.spoken + seconds)
  const heard =
    voice === null
      ? measured
      : Math.min(averaged(voice, measured, seconds / spoken), voice + FASTEST_RISE * seconds)
  const wanted = Math.max(-MOST_GAIN, Math.min(MOST_GAIN, TARGET - heard))
  const constant = wanted < gain ? DOWN : UP
  return { voice: heard, spoken, gain: gain + (wanted - gain) * (1 - Math.exp(-seconds / constant)) }
}

/** The mean of two loudnesses by their power; `share` of it is the newer one. */
function averaged(before: number, now: number, share: number): number {
  return 10 * Math.log10((1 - share) * 10 ** (before / 10) + share * 10 ** (now / 10))
}
