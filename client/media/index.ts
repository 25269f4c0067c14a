export { MediaRefused, type SendMedia } from './asking.ts'
export type { CaptureState } from './capture.ts'
export type { DeviceChoice, DeviceProblem, DeviceSource } from './devices.ts'
export { HallMedia, type HallMediaOptions } from './hall-media.ts'
export { SILENCE } from './level-meter.ts'

export type { ScreenOutcome, ScreenProblem, ScreenState } from './screen-share.ts'
export type { MediaConnection, MediaSnapshot, RemotePeer, SoundState } from './snapshot.ts'
