import Type from 'typebox'

/*
 * RTP parameters as mediasoup and mediasoup-client exchange them (after ORTC). They come from a page, and a wrong
 * number in them could reach the media worker that a whole conference hangs on, so each field is bounded here.
 */

/** Plain JSON whose inside only the two media libraries read. */
export type JsonObject = Readonly<Record<string, unknown>>

/** One token of SDP (RFC 8866), such as a MIME type or the URI of a header extension. */
const Token = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })
const Printable = Type.String({ maxLength: 1000, pattern: '^[\\x20-\\x7e]*$' })
/** RTP stream id (RFC 8851) or media id (RFC 8843): what the one-byte header extension can carry. */
const StreamId = Type.String({ minLength: 1, maxLength: 16, pattern: '^[A-Za-z0-9_-]+$' })
/** Synchronisation source (RFC 3550). */
const Ssrc = Type.Integer({ minimum: 1, maximum: 0xffff_ffff })
/** Payload type (RFC 3551), seven bits. */
const PayloadType = Type.Integer({ minimum: 0, maximum: 127 })
const Kind = Type.Union([Type.Literal('audio'), Type.Literal('video')])

/** Format parameters (`a=fmtp`). */
const FormatParameters = Type.Record(
  Type.String(),
  Type.Union([Printable, Type.Integer({ minimum: -0x8000_0000, maximum: 0x7fff_ffff }), Type.Boolean()]),
  { maxProperties: 32 },
)

const Feedback = Type.Array(Type.Object({ type: Token, parameter: Type.Optional(Printable) }), {
  maxItems: 16,
})

const codecFields = {
  mimeType: Token,
  /** Hz. */
  clockRate: Type.Integer({ minimum: 1, maximum: 192_000 }),
  channels: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  parameters: Type.Optional(FormatParameters),
  rtcpFeedback: Type.Optional(Feedback),
}

/** Identifier of a header extension (RFC 8285), two-byte form included. */
const ExtensionId = Type.Integer({ minimum: 1, maximum: 255 })

const Encoding = Type.Object({
  ssrc: Type.Optional(Ssrc),
  rid: Type.Optional(StreamId),
  codecPayloadType: Type.Optional(PayloadType),
  rtx: Type.Optional(Type.Object({ ssrc: Ssrc })),
  dtx: Type.Optional(Type.Boolean()),
  scalabilityMode: Type.Optional(Type.String({ pattern: '^[LS][1-3]T[1-3](h|_KEY(_SHIFT)?)?$' })),
  /** Bits per second. */
  maxBitrate: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
})

/** What one stream of a page looks like on the wire. */
export const RtpParameters = Type.Object({
  mid: Type.Optional(StreamId),
  codecs: Type.Array(Type.Object({ ...codecFields, payloadType: PayloadType }), {
    minItems: 1,
    maxItems: 16,
  }),
  headerExtensions: Type.Optional(
    Type.Array(
      Type.Object({
        uri: Token,
        id: ExtensionId,
        encrypt: Type.Optional(Type.Boolean()),
        parameters: Type.Optional(FormatParameters),
      }),
      { maxItems: 32 },
    ),
  ),
  encodings: Type.Array(Encoding, { minItems: 1, maxItems: 4 }),
  rtcp: Type.Optional(
    Type.Object({ cname: Type.Optional(Printable), reducedSize: Type.Optional(Type.Boolean()) }),
  ),
  msid: Type.Optional(Printable),
})
export type RtpParameters = Type.Static<typeof RtpParameters>

/** What a page can decode. */
export const RtpCapabilities = Type.Object({
  codecs: Type.Array(Type.Object({ ...codecFields, kind: Kind, preferredPayloadType: PayloadType }), {
    maxItems: 64,
  }),
  headerExtensions: Type.Optional(
    Type.Array(
      Type.Object({
        kind: Kind,
        uri: Token,
        preferredId: ExtensionId,
        preferredEncrypt: Type.Optional(Type.Boolean()),
        direction: Type.Optional(
          Type.Union([
            Type.Literal('sendrecv'),
            Type.Literal('sendonly'),
            Type.Literal('recvonly'),
            Type.Literal('inactive'),
          ]),
        ),
      }),
      { maxItems: 64 },
    ),
  ),
})
export type RtpCapabilities = Type.Static<typeof RtpCapabilities>

/** Certificate fingerprints for DTLS-SRTP (RFC 8122). */
export const DtlsParameters = Type.Object({
  role: Type.Optional(Type.Union([Type.Literal('auto'), Type.Literal('client'), Type.Literal('server')])),
  fingerprints: Type.Array(
    Type.Object({
      algorithm: Type.Union([Type.Literal('sha-256'), Type.Literal('sha-384'), Type.Literal('sha-512')]),
      value: Type.String({ pattern: '^([0-9A-Fa-f]{2}:){31,63}[0-9A-Fa-f]{2}$' }),
    }),
    { minItems: 1, maxItems: 8 },
  ),
})
export type DtlsParameters = Type.Static<typeof DtlsParameters>

/** ICE credentials (RFC 8445); the server is ICE lite. */
export interface IceParameters {
  readonly usernameFragment: string
  readonly password: string
  readonly iceLite?: boolean
}

export interface IceCandidate {
  readonly foundation: string
  readonly priority: number
  readonly ip: string
  readonly address: string
  readonly protocol: 'udp' | 'tcp'
  readonly port: number
  readonly type: 'host'
  readonly tcpType?: 'passive'
}
