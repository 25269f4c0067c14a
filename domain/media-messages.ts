import Type from 'typebox'
import {
  DtlsParameters,
  type IceCandidate,
  type IceParameters,
  type JsonObject,
  RtpCapabilities,
  RtpParameters,
} from './rtp-parameters.ts'

/** What a peer sends: one stream of each at most. A camera and a shared screen are video, a microphone is audio. */
export const Source = Type.Union([Type.Literal('camera'), Type.Literal('microphone'), Type.Literal('screen')])
export type Source = Type.Static<typeof Source>

export type MediaKind = 'audio' | 'video'

export const kindOfSource = {
  camera: 'video',
  microphone: 'audio',
  screen: 'video',
} as const satisfies Record<Source, MediaKind>

/** An id that mediasoup made (a UUID). */
const MediaId = Type.String({ minLength: 1, maxLength: 64 })

/** What a page may ask of the media room, by `type`, each with the rest of its message. */
export const mediaRequests = {
  /** What the room can carry. The first thing to ask. */
  capabilities: Type.Object({}),
  /** One transport per direction; asking again replaces the old one and all that it carried. */
  'create-transport': Type.Object({
    direction: Type.Union([Type.Literal('send'), Type.Literal('receive')]),
    /** What the page can decode; needed once, with the receiving transport. */
    rtpCapabilities: Type.Optional(RtpCapabilities),
  }),
  'connect-transport': Type.Object({ transportId: MediaId, dtlsParameters: DtlsParameters }),
  'restart-ice': Type.Object({ transportId: MediaId }),
  /** Producing a source again replaces its old stream. A microphone is born closed. */
  produce: Type.Object({ source: Source, rtpParameters: RtpParameters }),
  'stop-producing': Type.Object({ source: Source }),
  /** The page has set the stream up and can take its first packet. */
  'consumer-ready': Type.Object({ consumerId: MediaId }),
  /** The picture is broken or has not come. */
  'request-key-frame': Type.Object({ consumerId: MediaId }),
} as const

export type MediaRequestType = keyof typeof mediaRequests

type RequestOf<T extends MediaRequestType> = { readonly type: T } & Readonly<
  Type.Static<(typeof mediaRequests)[T]>
>

export type MediaRequest = { [T in MediaRequestType]: RequestOf<T> }[MediaRequestType]

/** A STUN or TURN server (RFC 8489, RFC 8656) as `RTCPeerConnection` takes it; credentials are short-lived. */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username?: string
  readonly credential?: string
}

/** What the room answers to each request that it accepts. */
export interface MediaAnswers {
  readonly capabilities: { readonly rtpCapabilities: JsonObject }
  readonly 'create-transport': {
    readonly transportId: string
    readonly iceParameters: IceParameters
    readonly iceCandidates: readonly IceCandidate[]
    readonly dtlsParameters: DtlsParameters
    /** Ways round a firewall; none where halls reach the server directly. */
    readonly iceServers: readonly IceServer[]
  }
  readonly 'connect-transport': Record<never, never>
  readonly 'restart-ice': { readonly iceParameters: IceParameters }
  readonly produce: { readonly producerId: string }
  readonly 'stop-producing': Record<never, never>
  readonly 'consumer-ready': Record<never, never>
  readonly 'request-key-frame': Record<never, never>
}

/**
 * Why the room refused: the message was not understood, it names what is not there, mediasoup turned its
 * parameters down, this peer may not send this source, it asks faster than any page needs to, or the peer is
 * no longer in the room.
 */
export const mediaRefusalCodes = [
  'media/malformed',
  'media/unknown',
  'media/refused',
  'media/not-allowed',
  'media/too-many',
  'media/closed',
] as const

export type MediaRefusalCode = (typeof mediaRefusalCodes)[number]

export interface MediaRefusal {
  readonly error: MediaRefusalCode
}

export type MediaAnswer<T extends MediaRequestType = MediaRequestType> = MediaAnswers[T] | MediaRefusal

/** Why a peer is no longer in the room. After `worker-died` and `room-closed` the page joins again from scratch. */
export type PeerClosed = 'left' | 'taken-over' | 'worker-died' | 'room-closed'

/** What the room tells a page, unasked. */
export type MediaNotice =
  /** A stream of `peerId` begins. The page sets it up and answers `consumer-ready`. */
  | {
      readonly type: 'consumer-opened'
      /** The receiving transport that carries it; a page that has begun anew knows by it what is not meant for it. */
      readonly transportId: string
      readonly consumerId: string
      readonly producerId: string
      readonly peerId: string
      readonly source: Source
      readonly rtpParameters: JsonObject
    }
  /** Packets flow (`true`) or are held back: the stream is only prepared, or its microphone is closed. */
  | { readonly type: 'consumer-flowing'; readonly consumerId: string; readonly flowing: boolean }
  /** The layer that arrives, 0 the smallest; null while none does. */
  | { readonly type: 'consumer-layer'; readonly consumerId: string; readonly spatialLayer: number | null }
  | { readonly type: 'consumer-closed'; readonly consumerId: string }
  /**
   * The highest simulcast layer of the camera that anybody looks at, 0 the smallest: the page sends none above it,
   * and begins again at once when it rises. Told when the camera is produced and at every change.
   */
  | { readonly type: 'camera-layers'; readonly highest: number }
  /** Whether the line to this page is so thin that pictures are given up for the voice; until told, they are not. */
  | { readonly type: 'sound-only'; readonly on: boolean }
  /** Whether the others hear this peer. The server alone decides it. */
  | { readonly type: 'microphone'; readonly open: boolean }
  /** The last notice: this peer is out of the room. */
  | { readonly type: 'closed'; readonly reason: PeerClosed }
