import { describe, expect, it } from 'vitest'
import { documentNumber, PROFILES } from '../../templates/profiles/index.ts'

describe('the legal profiles', () => {
  it('write numbers after their own form', () => {
    expect(documentNumber(PROFILES['party-hd36-2018'], 1, 'BTCTW')).toBe('Số 01-BB/BTCTW')
    expect(documentNumber(PROFILES['party-hd05-2026'], 12, 'BTCTW')).toBe('Số 12-BB/BTCTW')
    expect(documentNumber(PROFILES.nd30, 5, 'UBND')).toBe('Số: 05/BB-UBND')
  })

  it('are found under their own name and valid from a day', () => {
    for (const [id, profile] of Object.entries(PROFILES)) {
      expect(profile.id).toBe(id)
      expect(profile.validFrom).toMatch(/^\d{4}-\d\d-\d\d$/)
      if (profile.validUntil) expect(profile.validUntil > profile.validFrom).toBe(true)
    }
  })

  it('leave room for text within the limits of the decree', () => {
    for (const { page } of Object.values(PROFILES)) {
      expect(page.left).toBeGreaterThanOrEqual(30)
      expect(page.right).toBeGreaterThanOrEqual(15)
      expect(Math.min(page.top, page.bottom)).toBeGreaterThanOrEqual(20)
    }
  })
})
