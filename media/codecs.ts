import type { types } from 'mediasoup'

/**
 * Opus and VP8: every WebRTC browser must have both (RFC 7874, RFC 7742), so each can receive each. The start
 * bitrate (kb/s) is what a line of 1 Mb/s carries beside sound; the browser at once probes three and six times as
 * much, so a good line has its high layer within a second or two (from the browser's own 300 kb/s it took 18 s).
 */
export const roomCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, parameters: { 'x-google-start-bitrate': 800 } },
]

/** Indexes of the simulcast layers; of a camera that sends fewer, the nearest one below counts. */
export const LOW_LAYER = 0
export const MIDDLE_LAYER = 1
export const HIGH_LAYER = 2

const ABS_CAPTURE_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'

/**
 * Without the `abs-capture-time` header extension. A browser may negotiate it and then never send it; the worker
 * waits for it before it switches simulcast layers, so every receiver would stay in the layer it began with.
 */
export function withoutCaptureTime<T extends { headerExtensions?: { uri: string }[] | undefined }>(
  rtp: T,
): T {
  if (!rtp.headerExtensions) return rtp
  return { ...rtp, headerExtensions: rtp.headerExtensions.filter(({ uri }) => uri !== ABS_CAPTURE_TIME) }
}
