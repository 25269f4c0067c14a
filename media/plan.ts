import type { Source } from '../domain/media-messages.ts'
import { HIGH_LAYER, LOW_LAYER, MIDDLE_LAYER } from './codecs.ts'
import type { Kept } from './thin-line.ts'

/** What a peer should receive, as ids of peers, the most important first. */
export interface Programme {
  /** Their shared screens, which fill the main picture; those who share none are passed over. */
  readonly screen?: readonly string[]
  /** Their cameras, on the main picture. */
  readonly stage: readonly string[]
  /** The layer of the stage's cameras: `high` when left out, `middle` where each is small. */
  readonly stageLayer?: 'high' | 'middle'
  /** Their cameras, in the high layer, seen before they go on stage. */
  readonly preview?: readonly string[]
  /** Their cameras, in the low layer. */
  readonly gallery: readonly string[]
  /** Their microphones, so far as those are open. */
  readonly audio: readonly string[]
  /** Next on stage: camera and microphone set up but held back, so that a grant costs a resume and a key frame. */
  readonly prepared?: readonly string[]
}

export const emptyProgramme: Programme = Object.freeze({ stage: [], gallery: [], audio: [] })

/** Why a peer receives a stream. `prepared` and `recent` are set up but held back. */
export type Purpose = 'screen' | 'stage' | 'preview' | 'gallery' | 'heard' | 'prepared' | 'recent'

/** What one peer sends of one source. */
export interface Stream {
  readonly peerId: string
  readonly source: Source
}

export interface PlannedStream extends Stream {
  readonly purpose: Purpose
}

/** Video streams, cameras and screens together, that one peer has set up at the same time. */
export const MAX_VIDEO_CONSUMERS = 16
/** Audio streams likewise: two or three are heard, the others keep a quick change of speakers cheap. */
export const MAX_AUDIO_CONSUMERS = 6

export interface Circumstances {
  /** Whether that stream exists and this peer may and can have it. */
  readonly offered: (stream: Stream) => boolean
  /** Those set up now, the most recently flowing first. */
  readonly held: readonly Stream[]
  /** Pictures of the gallery that may flow; all when left out. The others stay as what was used recently. */
  readonly mostGallery?: number
  /** Whether no picture may flow at all; those that would stay as what was used recently. */
  readonly soundOnly?: boolean
}

/**
 * The pictures that a peer should have set up: screen, stage, preview, those prepared, gallery, then what it used
 * recently, at most `MAX_VIDEO_CONSUMERS`.
 */
export function planVideo(
  programme: Programme,
  { offered, held, mostGallery = Number.POSITIVE_INFINITY, soundOnly = false }: Circumstances,
): PlannedStream[] {
  const inGallery = new Set(programme.gallery)
  // Who is prepared and in the gallery is shown there meanwhile, but gives way to nobody in it.
  const waiting = (programme.prepared ?? []).map((peerId): PlannedStream => {
    return { peerId, source: 'camera', purpose: inGallery.has(peerId) ? 'gallery' : 'prepared' }
  })
  const wishes: PlannedStream[] = [
    ...(programme.screen ?? []).map((peerId) => wish(peerId, 'screen', 'screen')),
    ...programme.stage.map((peerId) => wish(peerId, 'camera', 'stage')),
    ...(programme.preview ?? []).map((peerId) => wish(peerId, 'camera', 'preview')),
    ...waiting,
    ...programme.gallery.map((peerId) => wish(peerId, 'camera', 'gallery')),
    ...held.filter(({ source }) => source !== 'microphone').map((one) => ({ ...one, purpose: recent })),
  ]
  let gallery = 0
  return fill(wishes, offered, MAX_VIDEO_CONSUMERS).map((planned) => {
    if (!soundOnly && (planned.purpose !== 'gallery' || ++gallery <= mostGallery)) return planned
    return { ...planned, purpose: recent }
  })
}

/** The sound that a peer should have set up; as `planVideo`, at most `MAX_AUDIO_CONSUMERS`. */
export function planAudio(programme: Programme, { offered, held }: Circumstances): PlannedStream[] {
  const wishes: PlannedStream[] = [
    ...programme.audio.map((peerId) => wish(peerId, 'microphone', 'heard')),
    ...(programme.prepared ?? []).map((peerId) => wish(peerId, 'microphone', 'prepared')),
    ...held.filter(({ source }) => source === 'microphone').map((one) => ({ ...one, purpose: recent })),
  ]
  return fill(wishes, offered, MAX_AUDIO_CONSUMERS)
}

/** The simulcast layer in which a picture is wanted; undefined where the purpose wants none of it now. */
export function layerFor(purpose: Purpose, programme: Programme): number | undefined {
  switch (purpose) {
    case 'stage':
      return programme.stageLayer === 'middle' ? MIDDLE_LAYER : HIGH_LAYER
    case 'screen':
    case 'preview':
    case 'prepared':
      return HIGH_LAYER
    case 'gallery':
      return LOW_LAYER
    case 'heard':
    case 'recent':
      return undefined
  }
}

/** Simulcast layers, 0 the smallest; all temporal ones when left out. */
export interface Layers {
  readonly spatialLayer: number
  readonly temporalLayer?: number
}

/** As `layerFor`, on a line that carries no more than what is kept. */
export function layersFor(purpose: Purpose, programme: Programme, kept: Kept): Layers | undefined {
  const spatialLayer = layerFor(purpose, programme)
  if (spatialLayer === undefined) return undefined
  if (kept === 'low-layer') return { spatialLayer: LOW_LAYER }
  if (kept === 'few-frames' || kept === 'sound') return { spatialLayer: LOW_LAYER, temporalLayer: 0 }
  return { spatialLayer }
}

/** The highest layer in which anybody wants each camera, by peer id; who is not named is wanted in the low one. */
export function highestLayers(programmes: Iterable<Programme>): ReadonlyMap<string, number> {
  const highest = new Map<string, number>()
  for (const programme of programmes) {
    const want = (peerIds: readonly string[] = [], purpose: Purpose) => {
      const layer = layerFor(purpose, programme) ?? LOW_LAYER
      for (const id of peerIds) if (layer > (highest.get(id) ?? LOW_LAYER)) highest.set(id, layer)
    }
    want(programme.stage, 'stage')
    want(programme.preview, 'preview')
    want(programme.prepared, 'prepared')
  }
  return highest
}

const recent = 'recent' as const satisfies Purpose

function wish(peerId: string, source: Source, purpose: Purpose): PlannedStream {
  return { peerId, source, purpose }
}

function fill(
  wishes: readonly PlannedStream[],
  offered: (stream: Stream) => boolean,
  most: number,
): PlannedStream[] {
  const plan = new Map<string, PlannedStream>()
  for (const stream of wishes) {
    if (plan.size === most) break
    const key = `${stream.source} ${stream.peerId}`
    if (!plan.has(key) && offered(stream)) plan.set(key, stream)
  }
  return [...plan.values()]
}
