import { describe, expect, it } from 'vitest'
import { VoiceDelay } from '../../client/media/voice-delay.ts'

describe('voices on a line', () => {
  it('are left to the browser while nothing is lost, and while nobody speaks', () => {
    const delay = new VoiceDelay()
    expect(delay.after(null, 0)).toBeNull()
    expect(delay.after(0, 4000)).toBeNull()
    expect(delay.after(0.01, 8000)).toBeNull()
  })

  it('wait for what is sent again as soon as some of them had to be made up', () => {
    const delay = new VoiceDelay()
    const held = delay.after(0.08, 0)
    expect(held).toBeGreaterThanOrEqual(200)
    expect(delay.after(0.001, 4000)).toBe(held)
    expect(delay.after(null, 8000)).toBe(held)
  })

  it('come sooner again only when the line has done well for minutes', () => {
    const delay = new VoiceDelay()
    delay.after(0.08, 0)
    expect(delay.after(0, 299_000)).not.toBeNull()
    expect(delay.after(0.02, 299_500)).not.toBeNull()
    expect(delay.after(0, 599_000)).not.toBeNull()
    expect(delay.after(0, 600_000)).toBeNull()
  })
})
