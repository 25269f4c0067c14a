import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HallMedia } from '../../client/media/hall-media.ts'
import type { MediaAnswer } from '../../domain/media-messages.ts'

const NO_STORAGE = { getItem: () => null, setItem: () => undefined }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  vi.stubGlobal('navigator', {
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('An attempt that waited while the line was away does not enter after the joining that the new line brought', async () => {
  let isAway = true
  let entries = 0
  const media = new HallMedia({
    send: () => {
      entries += 1
      if (isAway) return Promise.resolve({ error: 'media/closed' })
      // The room takes its time; only who enters is of interest here.
      return new Promise<MediaAnswer>(() => undefined)
    },
    subscribe: () => () => undefined,
    sources: [],
    storage: NO_STORAGE,
  })
  media.start()
  await vi.waitFor(() => expect(entries).toBeGreaterThanOrEqual(6), { timeout: 60_000 })
  isAway = false
  entries = 0
  media.rejoin()
  // Longer than the longest wait between two attempts, shorter than an entry waits for its answer.
  await vi.advanceTimersByTimeAsync(7000)
  expect(entries).toBe(1)
  media.close()
})
