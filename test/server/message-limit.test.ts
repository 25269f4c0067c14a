import { describe, expect, it } from 'vitest'
import { messageLimit } from '../../server/sockets.ts'

describe('the messages of one page', () => {
  it('may come in a burst, but not for ever', () => {
    let now = 0
    const mayPass = messageLimit(() => now)
    const passed = () => Array.from({ length: 2000 }, mayPass).filter(Boolean).length
    expect(passed()).toBe(1000)
    now += 1000
    expect(passed()).toBe(200)
    now += 3_600_000
    expect(passed()).toBe(1000)
  })
})
