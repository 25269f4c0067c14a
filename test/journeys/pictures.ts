import type { Locator } from 'playwright-core'

/** What one `<video>` on a page shows. */
export interface Shown {
  readonly width: number
  readonly height: number
  /** Drawn within half a second. */
  readonly frames: number
}

/** The videos under this place of a page, by the name of their picture, as they are decoded and drawn. */
export async function shownIn(place: Locator): Promise<ReadonlyMap<string, Shown>> {
  const seen = await place.locator('figure').evaluateAll(async (figures) => {
    const videos = figures.flatMap((figure) => {
      const video = figure.querySelector('video')
      return video ? [{ name: figure.getAttribute('aria-label') ?? '', video }] : []
    })
    const count = (video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames
    const before = videos.map(({ video }) => count(video))
    await new Promise((resolve) => setTimeout(resolve, 500))
    return videos.map(({ name, video }, index) => ({
      name,
      width: video.videoWidth,
      height: video.videoHeight,
      frames: count(video) - (before[index] ?? 0),
    }))
  })
  return new Map(seen.map(({ name, ...shown }) => [name, shown]))
}

/** The names of the pictures under this place that move. */
export async function movingIn(place: Locator): Promise<readonly string[]> {
  return [...(await shownIn(place))].flatMap(([name, { frames }]) => (frames > 0 ? [name] : []))
}
