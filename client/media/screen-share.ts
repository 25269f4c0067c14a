/**
 * Why no screen is shared: this browser cannot; the system gave no picture; the room would not take it; or the line
 * was not there.
 */
export type ScreenProblem = 'unsupported' | 'capture-failed' | 'not-allowed' | 'not-sent'

export type ScreenState =
  | { readonly kind: 'off' }
  /** The browser asks the person which screen or window. */
  | { readonly kind: 'choosing' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: ScreenProblem }

/** `refused`: the person chose nothing, or `allow` said no. */
export type ScreenOutcome = 'on' | 'refused' | ScreenProblem

/** A page of text at a pace at which it can still be scrolled. */
const picture: MediaTrackConstraints = {
  width: { max: 1920 },
  height: { max: 1080 },
  frameRate: { ideal: 10, max: 15 },
}

/**
 * Lets the person choose a screen or a window, without its sound. To be called straight from a press: browsers
 * refuse it otherwise.
 * @throws DOMException `NotAllowedError` when the person chooses nothing
 */
export async function captureScreen(): Promise<MediaStreamTrack> {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (!devices?.getDisplayMedia) throw new DOMException('no screen capture', 'NotSupportedError')
  const stream = await devices.getDisplayMedia({ video: picture, audio: false })
  const [track] = stream.getVideoTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  // Sharp letters before smooth motion.
  track.contentHint = 'detail'
  return track
}

export function screenProblem(error: unknown): 'refused' | ScreenProblem {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return 'refused'
    case 'NotSupportedError':
    case 'SecurityError':
      return 'unsupported'
    default:
      return 'capture-failed'
  }
}
