import Type, { type Static } from 'typebox'

/*
 * How a page's line does, in figures that only the page can know. Measured from WebRTC statistics (W3C
 * webrtc-stats); never a fact of the record.
 */

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** Milliseconds. */
const Duration = Type.Number({ minimum: 0, maximum: 600_000 })
/** Share of packets that did not arrive, 0 to 1. */
const Loss = Type.Number({ minimum: 0, maximum: 1 })
/** Bits per second. */
const Bitrate = Type.Number({ minimum: 0, maximum: 1e10 })
const Pixels = Type.Integer({ minimum: 0, maximum: 16_384 })
const Codec = Type.String({ maxLength: 40 })

const Picture = object({
  width: Pixels,
  height: Pixels,
  /** Per second. */
  frames: Type.Number({ minimum: 0, maximum: 1000 }),
  codec: orNull(Codec),
  /** The simulcast layer, 0 the smallest. */
  layer: orNull(Type.Integer({ minimum: 0, maximum: 8 })),
})

/** How packets go: straight over UDP or TCP, or through a TURN server. */
export const Path = Type.Union([Type.Literal('udp'), Type.Literal('tcp'), Type.Literal('relay')])
export type Path = Static<typeof Path>

/** `line-report`: what a hall's page measured over the last seconds; null: not known, or nothing of it flows. */
export const LineReport = object({
  path: orNull(Path),
  roundTrip: orNull(Duration),
  /** From the hall to the server, as the server reports it back. */
  uplink: object({
    loss: orNull(Loss),
    jitter: orNull(Duration),
    bitrate: orNull(Bitrate),
    available: orNull(Bitrate),
  }),
  /** From the server to the hall. */
  downlink: object({ loss: orNull(Loss), jitter: orNull(Duration), bitrate: orNull(Bitrate) }),
  /** What the camera sends in its highest layer that flows. */
  sent: orNull(Picture),
  /** What arrives of the main picture. */
  received: orNull(Picture),
  /** Share of the speaker's sound that was made up because it did not arrive, 0 to 1. */
  concealed: orNull(Loss),
  /** Seconds since the last key frame of the main picture. */
  keyFrameAge: orNull(Type.Number({ minimum: 0, maximum: 1e6 })),
})
export type LineReport = Static<typeof LineReport>
