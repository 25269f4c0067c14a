import { useMemo } from 'react'
import type { MediaSnapshot, ScreenState } from '../media/index.ts'

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

/** The screen that arrives: never more than one, from a hall or from somebody's desk. */
export function arrivingScreen(peers: MediaSnapshot['peers']): MediaStream | null {
  for (const { screen } of peers.values()) if (screen) return screen
  return null
}
