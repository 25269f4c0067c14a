import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DeviceSource, HallMedia } from '../../client/media/index.ts'
import { delayBeforeJoining } from '../../client/media/recovery.ts'
import type { MediaAnswer, MediaNotice, MediaRequest } from '../../domain/media-messages.ts'

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

/** A page that only watches, and a room whose answers the test decides. */
function start(answer: () => MediaAnswer | null = () => null, sources: readonly DeviceSource[] = []) {
  const entries: number[] = []
  let tell: (notice: MediaNotice) => void = () => undefined
  const media = new HallMedia({
    send: (request: MediaRequest) => {
      if (request.type === 'capabilities') entries.push(performance.now())
      const now = answer()
      return now ? Promise.resolve(now) : new Promise<MediaAnswer>(() => undefined)
    },
    subscribe: (listener) => {
      tell = listener
      return () => undefined
    },
    sources,
    storage: NO_STORAGE,
  })
  return { media, entries, tell: (notice: MediaNotice) => tell(notice) }
}

const closed = (): MediaAnswer => ({ error: 'media/closed' })

test('An attempt that waited while the line was away does not enter after the joining that the new line brought', async () => {
  let isAway = true
  const { media, entries } = start(() => (isAway ? closed() : null))
  media.start()
  await vi.waitFor(() => expect(entries.length).toBeGreaterThanOrEqual(6), { timeout: 60_000 })
  isAway = false
  entries.length = 0
  media.rejoin()
  // Longer than the longest wait between two attempts, shorter than an entry waits for its answer.
  await vi.advanceTimersByTimeAsync(7000)
  expect(entries).toHaveLength(1)
  media.close()
})

describe('a page that has no line', () => {
  test('asks nobody, and joins once as soon as it has one', async () => {
    const { media, entries } = start()
    media.follow(null)
    media.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(entries).toHaveLength(0)
    expect(media.getSnapshot().connection.kind).toBe('connecting')
    media.follow(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(entries).toHaveLength(1)
    media.close()
  })

  test('does not go on asking when it loses it in the middle', async () => {
    const { media, entries } = start(closed)
    media.start()
    await vi.waitFor(() => expect(entries.length).toBeGreaterThanOrEqual(2), { timeout: 60_000 })
    media.follow(null)
    entries.length = 0
    await vi.advanceTimersByTimeAsync(60_000)
    expect(entries).toHaveLength(0)
    media.close()
  })

  test('joins each new line, however often the same one is named', async () => {
    const { media, entries } = start()
    media.follow(1)
    media.start()
    await vi.advanceTimersByTimeAsync(100)
    for (const line of [1, 1, null, 2, 2]) media.follow(line)
    await vi.advanceTimersByTimeAsync(100)
    expect(entries).toHaveLength(2)
    media.close()
  })
})

describe('a page that enters before it is started', () => {
  test('opens no device, and begins no second joining when it is started', async () => {
    const opened: string[] = []
    const open = (asked: MediaStreamConstraints) => {
      opened.push(...Object.keys(asked))
      return new Promise<MediaStream>(() => undefined)
    }
    vi.stubGlobal('navigator', {
      userAgent: navigator.userAgent,
      mediaDevices: {
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
        getUserMedia: open,
      },
    })
    const { media, entries } = start(() => null, ['camera'])
    media.enter()
    await vi.advanceTimersByTimeAsync(1000)
    expect(media.getSnapshot()).toMatchObject({ connection: { kind: 'connecting' }, camera: { kind: 'off' } })
    expect(opened).toEqual([])
    media.start()
    media.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(opened).toContain('video')
    expect(media.getSnapshot().camera).toEqual({ kind: 'opening' })
    expect(entries).toHaveLength(1)
    media.close()
  })
})

describe('a room that says no', () => {
  test('is asked again ever more slowly, and the page knows why', async () => {
    const { media, entries } = start(closed)
    media.start()
    await vi.advanceTimersByTimeAsync(60_000)
    const waits = entries.slice(1).map((at, index) => at - (entries[index] as number))
    expect(entries.length).toBeLessThan(24)
    expect(Math.min(...waits.slice(5))).toBeGreaterThanOrEqual(4000)
    expect(Math.max(...waits)).toBeLessThan(7000)
    expect(media.getSnapshot().connection).toMatchObject({ kind: 'connecting', refusal: 'media/closed' })
    media.close()
  })

  test('is not asked by all pages in the same instant', () => {
    const delays = Array.from({ length: 64 }, (_, page) => delayBeforeJoining(3, () => page / 64))
    expect(new Set(delays).size).toBe(64)
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(400)
  })
})

describe('whether the others hear this page', () => {
  test('is not claimed while it is not connected, whatever the room said before', () => {
    const { media, tell } = start()
    media.start()
    tell({ type: 'microphone', open: true })
    expect(media.getSnapshot().heard).toBe(false)
    media.close()
  })
})

test('A page that was closed, or that another window has replaced, never joins again', async () => {
  const { media, entries, tell } = start()
  media.start()
  await vi.advanceTimersByTimeAsync(100)
  tell({ type: 'closed', reason: 'taken-over' })
  expect(media.getSnapshot().connection).toEqual({ kind: 'closed', reason: 'taken-over' })
  entries.length = 0
  media.follow(5)
  media.rejoin()
  media.check()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(entries).toHaveLength(0)
})
