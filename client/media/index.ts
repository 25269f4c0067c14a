export { MediaRefused, type SendMedia } from './asking.ts'
export type { CaptureState } from './capture.ts'
export type { DeviceChoice } from './device-choice.ts'
export {
  type DeviceList,
  type DeviceProblem,
  type DeviceSource,
  type ListedDevice,
  listDevices,
} from './devices.ts'
export { HallMedia } from './hall-media.ts'
export type { HallMediaOptions } from './hall-media-options.ts'
export { SILENCE } from './level-meter.ts'

export type { ScreenOutcome, ScreenProblem, ScreenState } from './screen-share.ts'
export type { DeviceKind, MediaConnection, MediaSnapshot, RemotePeer, SoundState } from './snapshot.ts'
