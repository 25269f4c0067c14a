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

/** What a person has chosen on this device, kept for the next time. */
export interface DeviceChoice {
  /** Undefined: whatever the browser takes first. */
  readonly camera?: string | undefined
  readonly microphone?: string | undefined
  /** The browser's echo cancellation, noise suppression and gain control: off where a mixer does it. */
  readonly speechProcessing: boolean
}

const STORED_UNDER = 'diem-cau.devices'

export function readDeviceChoice(storage: Pick<Storage, 'getItem'>): DeviceChoice {
  let stored: Partial<Record<keyof DeviceChoice, unknown>> = {}
  try {
    stored = (JSON.parse(storage.getItem(STORED_UNDER) ?? '{}') ?? {}) as typeof stored
  } catch {
    // Storage is switched off, or somebody wrote into it: begin anew.
  }
  return {
    camera: typeof stored.camera === 'string' ? stored.camera : undefined,
    microphone: typeof stored.microphone === 'string' ? stored.microphone : undefined,
    speechProcessing: stored.speechProcessing !== false,
  }
}

export function storeDeviceChoice(storage: Pick<Storage, 'setItem'>, choice: DeviceChoice): void {
  try {
    storage.setItem(STORED_UNDER, JSON.stringify(choice))
  } catch {
    // Storage is full or switched off: the choice holds as long as the page.
  }
}

/** @throws {DOMException} see `deviceProblem` */
export async function openCamera({ camera }: DeviceChoice): Promise<MediaStreamTrack> {
  const video: MediaTrackConstraints = {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 25, max: 30 },
    ...(camera === undefined ? {} : { deviceId: { ideal: camera } }),
  }
  return firstTrack(await mediaDevices().getUserMedia({ video }))
}

/** @throws {DOMException} see `deviceProblem` */
export async function openMicrophone({
  microphone,
  speechProcessing,
}: DeviceChoice): Promise<MediaStreamTrack> {
  const audio: MediaTrackConstraints = {
    echoCancellation: speechProcessing,
    noiseSuppression: speechProcessing,
    autoGainControl: speechProcessing,
    channelCount: { ideal: 1 },
    ...(microphone === undefined ? {} : { deviceId: { ideal: microphone } }),
  }
  return firstTrack(await mediaDevices().getUserMedia({ audio }))
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
