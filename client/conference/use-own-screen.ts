import { useMemo } from 'react'
import type { ScreenState } from '../media/index.ts'

export interface OwnScreen {
  readonly stream: MediaStream | null
  /** The whole display rather than one window or tab. */
  readonly isWholeDisplay: boolean
}

/** The screen that this page itself shares, to be shown on it. */
export function useOwnScreen(screen: ScreenState): OwnScreen {
  const track = screen.kind === 'on' ? screen.track : null
  return useMemo(
    () => ({
      stream: track ? new MediaStream([track]) : null,
      isWholeDisplay: track?.getSettings().displaySurface === 'monitor',
    }),
    [track],
  )
}
