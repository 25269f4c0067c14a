import { describe, expect, it } from 'vitest'
import { LinkWatch } from '../../media/link.ts'

/** Samples twice a second while `bytes(t)` counts what has come until then; gives every change with its time (s). */
function watch(bytes: (seconds: number) => number, sends: boolean, seconds: number): [number, string][] {
  const link = new LinkWatch()
  const changes: [number, string][] = []
  for (let t = 0; t <= seconds; t += 0.5) {
    const change = link.sample(bytes(t), t * 1000, sends)
    if (change) changes.push([t, change])
  }
  return changes
}

describe('the link to a peer', () => {
  it('is new until the first byte comes', () => {
    expect(watch(() => 0, true, 60)).toEqual([])
  })

  it('is lost within 3 s of the last packet of a sender, and back with the next one', () => {
    const sent = (t: number) => (t <= 10.4 ? t * 50 : t <= 20 ? 520 : 520 + (t - 20) * 50)
    const changes = watch((t) => Math.floor(sent(t)), true, 30)
    expect(changes.map(([, state]) => state)).toEqual(['connected', 'lost', 'connected'])
    expect(changes[1]?.[0]).toBeLessThanOrEqual(13)
  })

  it('is not lost while a watcher checks its path every 5 s, and is when it stops', () => {
    const checks = (t: number) => 100 * (1 + Math.floor(Math.min(t, 40) / 5))
    const changes = watch(checks, false, 60)
    expect(changes.map(([, state]) => state)).toEqual(['connected', 'lost'])
    expect(changes[1]?.[0]).toBeGreaterThan(40)
  })

  it('stays connected when a transport is replaced and counts from zero', () => {
    expect(watch((t) => (t < 10 ? t * 50 : (t - 9) * 50), true, 20)).toEqual([[0.5, 'connected']])
  })

  it('is lost at once when ICE or DTLS says so, but only once', () => {
    const link = new LinkWatch()
    expect(link.lost()).toBeUndefined()
    link.sample(1, 0, true)
    expect(link.lost()).toBe('lost')
    expect(link.lost()).toBeUndefined()
  })
})
