import type { LineReport } from '../../domain/line-report.ts'
import type { MediaNotice } from '../../domain/media-messages.ts'
import type { SendMedia } from './asking.ts'
import type { DeviceSource } from './devices.ts'

export interface HallMediaOptions {
  /** Asks the room; the page brings its own socket. */
  readonly send: SendMedia
  /** Listens to what the room tells this page; gives back how to stop. */
  readonly subscribe: (listener: (notice: MediaNotice) => void) => () => void
  /** What this page sends; none for a page that only watches, which then hears nothing either. */
  readonly sources?: readonly DeviceSource[]
  /** Whether it plays the voices of the others. A page without a microphone never does. */
  readonly plays?: boolean
  /** Takes what was measured of the own line, every four seconds while the page is connected. */
  readonly report?: (report: LineReport) => void
  /** Through a TURN server only: for technicians who try whether that way works. */
  readonly relayOnly?: boolean
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>
}
