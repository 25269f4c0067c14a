import type { types } from 'mediasoup-client'

/**
 * Camera at 1280 × 720 in three layers (bits per second): gallery tile, stage on a thin line, stage. The factors
 * keep every layer's sides even.
 */
export const cameraEncodings: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
]

/** One voice, with forward error correction and retransmission for poor lines, and no gaps in silence. */
export const microphoneCodecOptions: types.ProducerCodecOptions = {
  opusStereo: false,
  opusDtx: false,
  opusFec: true,
  opusNack: true,
  opusMaxAverageBitrate: 48_000,
}
