import type { Measured } from '../../domain/rehearsal.ts'

/** A hall with nothing to mend. */
export const rehearsed: Measured = {
  camera: { kind: 'opened', width: 1280, height: 720, frames: 25, brightness: 0.45, frozen: false },
  microphone: { kind: 'opened', speech: -23, noise: -55, clipped: 0, processing: true },
  loudspeaker: { heard: true, echoReturnLoss: 48, echoFound: true },
  line: {
    path: 'udp',
    roundTrip: 32,
    uplink: { loss: 0, jitter: 3, bitrate: 2_000_000, available: 3_500_000 },
    downlink: { loss: 0, jitter: 2, bitrate: 1_500_000, available: 8_000_000 },
  },
  clockSkew: -120,
}
