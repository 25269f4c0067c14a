import { describe, expect, it } from 'vitest'
import { type Draft, isOvertaken, sent, settled, typed } from '../../client/conference/draft.ts'

const start: Draft<string> | null = null

describe('what is typed and not yet stored', () => {
  it('is a draft until it is again what is stored', () => {
    const draft = typed(start, 'cũ', 'mới')
    expect(draft).toMatchObject({ value: 'mới', isSent: false })
    expect(typed(draft, 'cũ', 'cũ')).toBeNull()
  })

  it('stands until its own event has come, so that the old words never flash up', () => {
    const draft = sent(typed(start, 'cũ', 'mới'), 'mới')
    expect(settled(draft, 'cũ')).toBe(draft)
    expect(settled(draft, 'mới')).toBeNull()
  })

  it('gives way once it was stored and somebody else has written over it', () => {
    expect(settled(sent(typed(start, 'cũ', 'mới'), 'mới'), 'của người khác')).toBeNull()
  })

  it('stays a draft where more was typed while it was being stored', () => {
    const more = typed(typed(start, 'cũ', 'mới'), 'cũ', 'mới hơn')
    const after = settled(sent(more, 'mới'), 'mới')
    expect(after).toMatchObject({ value: 'mới hơn', isSent: false })
    expect(isOvertaken(after, 'mới')).toBe(false)
  })

  it('stays where somebody else changes what is stored, and knows it', () => {
    const draft = settled(typed(start, 'cũ', 'mới'), 'của người khác')
    expect(draft).toMatchObject({ value: 'mới' })
    expect(isOvertaken(draft, 'của người khác')).toBe(true)
    expect(isOvertaken(typed(draft, 'của người khác', 'mới nữa'), 'của người khác')).toBe(true)
  })
})
