import type { Source } from '../../domain/media-messages.ts'

/**
 * Why there is no picture or sound: the person or the browser's policy said no; nothing is plugged in; another
 * program holds it; the page is not served over HTTPS; anything else.
 */
export type DeviceProblem =
  | 'permission-denied'
  | 'no-device'
  | 'device-busy'
  | 'insecure-page'
  | 'device-failed'

/** What a device gives; a screen is picked by the person anew each time. */
export type DeviceSource = Exclude<Source, 'screen'>

/** A device as the system names it. */
export interface ListedDevice {
  readonly id: string
  readonly label: string
}

export interface DeviceList {
  readonly cameras: readonly ListedDevice[]
  readonly microphones: readonly ListedDevice[]
  /** None where the browser cannot choose one. */
  readonly loudspeakers: readonly ListedDevice[]
}

/** What is plugged in. Browsers hide ids and names from a page that was never allowed to use a device. */
export async function listDevices(): Promise<DeviceList> {
  const all = await mediaDevices().enumerateDevices()
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      // Windows' second name for a device that is listed by its own.
      .filter((device) => device.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { cameras: of('videoinput'), microphones: of('audioinput'), loudspeakers: of('audiooutput') }
}

/**
 * Opens a camera, or another where it is not plugged in.
 * @throws DOMException see `deviceProblem`
 */
export function openCamera(camera: string | undefined): Promise<MediaStreamTrack> {
  return openOr(camera, (deviceId) =>
    open({
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 25, max: 30 },
        ...deviceId,
      },
    }),
  )
}

/**
 * Opens a microphone, or another where it is not plugged in. `processed` says of each whether the browser treats
 * its sound: echo cancellation, noise suppression, gain control.
 * @throws DOMException see `deviceProblem`
 */
export async function openMicrophone(
  microphone: string | undefined,
  processed: (microphone: string | undefined) => boolean,
): Promise<MediaStreamTrack> {
  const openAs = (id: string | undefined, processing: boolean) =>
    openOr(id, (deviceId) =>
      open({
        audio: {
          echoCancellation: processing,
          noiseSuppression: processing,
          autoGainControl: processing,
          channelCount: { ideal: 1 },
          ...deviceId,
        },
      }),
    )
  const wanted = processed(microphone)
  const track = await openAs(microphone, wanted)
  const { deviceId } = track.getSettings()
  if (microphone === undefined || deviceId === undefined || deviceId === microphone) return track
  // Another one stands in, which may be treated otherwise.
  if (processed(deviceId) === wanted) return track
  track.stop()
  return openAs(deviceId, !wanted)
}

/** A device that is only wished for is passed over by some browsers; one that is demanded may not be there. */
async function openOr(
  id: string | undefined,
  openWith: (device: Pick<MediaTrackConstraints, 'deviceId'>) => Promise<MediaStreamTrack>,
): Promise<MediaStreamTrack> {
  if (id === undefined) return openWith({})
  try {
    return await openWith({ deviceId: { exact: id } })
  } catch (error) {
    if (deviceProblem(error) !== 'no-device') throw error
    return openWith({})
  }
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  return firstTrack(await mediaDevices().getUserMedia(constraints))
}

export function deviceProblem(error: unknown): DeviceProblem {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return 'permission-denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-device'
    case 'NotReadableError':
    case 'AbortError':
      return 'device-busy'
    case 'SecurityError':
      return 'insecure-page'
    default:
      return 'device-failed'
  }
}

/** Browsers hide cameras and microphones from pages that did not come over HTTPS or from this computer. */
function mediaDevices(): MediaDevices {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (!devices) throw new DOMException('no secure context', 'SecurityError')
  return devices
}

function firstTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}
