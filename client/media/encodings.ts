import type { types } from 'mediasoup-client'
import type { Source } from '../../domain/media-messages.ts'

/**
 * Camera at 1280 × 720 in three layers (bits per second): gallery tile, stage on a thin line, stage. The factors
 * keep every layer's sides even.
 */
const cameraEncodings: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
]

/** A shared screen at 1920 × 1080: one layer that a thin line can carry, one in which small print is read. */
const screenEncodings: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 2, maxBitrate: 400_000, maxFramerate: 5, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 2_000_000, scalabilityMode: 'L1T3' },
]

/** One voice, with forward error correction and retransmission for poor lines, and no gaps in silence. */
const microphoneCodecOptions: types.ProducerCodecOptions = {
  opusStereo: false,
  opusDtx: false,
  opusFec: true,
  opusNack: true,
  opusMaxAverageBitrate: 48_000,
}

/** The highest simulcast layer of a camera, 0 the smallest. */
export const HIGHEST_CAMERA_LAYER = cameraEncodings.length - 1

/** How each source is sent. The library writes into what it is given, so everybody gets their own. */
export function producerOptions(source: Source): Pick<types.ProducerOptions, 'encodings' | 'codecOptions'> {
  const copies = (encodings: types.RtpEncodingParameters[]) => encodings.map((encoding) => ({ ...encoding }))
  if (source === 'microphone') return { codecOptions: { ...microphoneCodecOptions } }
  return { encodings: copies(source === 'camera' ? cameraEncodings : screenEncodings) }
}
