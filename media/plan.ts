/** What a peer should receive, as ids of peers, the most important first. */
export interface Programme {
  /** Their cameras, in the high layer. */
  readonly stage: readonly string[]
  /** Their cameras, in the low layer. */
  readonly gallery: readonly string[]
  /** Their microphones, so far as those are open. */
  readonly audio: readonly string[]
  /** Next on stage: camera and microphone set up but held back, so that a grant costs a resume and a key frame. */
  readonly prepared?: readonly string[]
}

export const emptyProgramme: Programme = Object.freeze({ stage: [], gallery: [], audio: [], prepared: [] })

/** Why a peer receives a stream. `prepared` and `recent` are set up but held back. */
export type Purpose = 'stage' | 'gallery' | 'heard' | 'prepared' | 'recent'

/** Video streams that one peer has set up at the same time. */
export const MAX_VIDEO_CONSUMERS = 16
/** Audio streams likewise: two or three are heard, the others keep a quick change of speakers cheap. */
export const MAX_AUDIO_CONSUMERS = 6

export interface Wishes {
  readonly self: string
  /** Whether that peer sends such a stream. */
  readonly sends: (peerId: string) => boolean
  /** Those set up now, the most recently flowing first. */
  readonly held: readonly string[]
}

/**
 * The cameras that a peer should have set up, by peer id: stage, then prepared, then gallery, then what it used
 * recently, never its own, at most `MAX_VIDEO_CONSUMERS`.
 */
export function planVideo(programme: Programme, wishes: Wishes): ReadonlyMap<string, Purpose> {
  const inGallery = new Set(programme.gallery)
  const prepared = programme.prepared ?? []
  // Who is prepared and in the gallery is shown there meanwhile, but gives way to nobody in it.
  return fill(wishes, MAX_VIDEO_CONSUMERS, [
    ['stage', programme.stage],
    ...prepared.map((id) => [inGallery.has(id) ? 'gallery' : 'prepared', [id]] as const),
    ['gallery', programme.gallery],
    ['recent', wishes.held],
  ])
}

/** The microphones that a peer should have set up, by peer id; as `planVideo`, at most `MAX_AUDIO_CONSUMERS`. */
export function planAudio(programme: Programme, wishes: Wishes): ReadonlyMap<string, Purpose> {
  return fill(wishes, MAX_AUDIO_CONSUMERS, [
    ['heard', programme.audio],
    ['prepared', programme.prepared ?? []],
    ['recent', wishes.held],
  ])
}

function fill(
  { self, sends }: Wishes,
  most: number,
  groups: readonly (readonly [Purpose, readonly string[]])[],
): ReadonlyMap<string, Purpose> {
  const plan = new Map<string, Purpose>()
  for (const [purpose, peerIds] of groups) {
    for (const peerId of peerIds) {
      if (plan.size === most) return plan
      if (peerId !== self && !plan.has(peerId) && sends(peerId)) plan.set(peerId, purpose)
    }
  }
  return plan
}
