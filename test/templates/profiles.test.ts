import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ProfileOverrides } from '../../domain/profile-overrides.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import { documentNumber, PROFILES, profileOf } from '../../templates/profiles/index.ts'
import { viewOf } from './conference-view.ts'
import { pageTexts } from './read-pdf.ts'

describe('the legal profiles', () => {
  it('write numbers after their own form', () => {
    expect(documentNumber(PROFILES['party-hd36-2018'], 1, 'BTCTW')).toBe('Số 01-BB/BTCTW')
    expect(documentNumber(PROFILES['party-hd05-2026'], 12, 'BTCTW')).toBe('Số 12-BB/BTCTW')
    expect(documentNumber(PROFILES.nd30, 5, 'UBND')).toBe('Số: 05/BB-UBND')
  })

  it('are found under their own name and valid from a day', () => {
    for (const [id, profile] of Object.entries(PROFILES)) {
      expect(profile.id).toBe(id)
      expect(profile.validity.from).toMatch(/^\d{4}-\d\d-\d\d$/)
      const { from, until } = profile.validity
      if (until) expect(until > from).toBe(true)
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

describe('a body of its own ways', () => {
  it('changes what it names, and nothing else', () => {
    const changed = profileOf('nd30', { page: { left: 35 }, recipients: { archive: ['Lưu: VP'] } })
    expect(changed.page).toEqual({ ...PROFILES.nd30.page, left: 35 })
    expect(changed.recipients).toEqual({ ...PROFILES.nd30.recipients, archive: ['Lưu: VP'] })
    expect({ ...changed, page: null, recipients: null }).toEqual({
      ...PROFILES.nd30,
      page: null,
      recipients: null,
    })
    expect(profileOf('nd30')).toBe(PROFILES.nd30)
  })

  it('never lets lines stand closer than their letters are high', () => {
    expect(profileOf('nd30', { body: { size: 16, leading: 9 } }).body.leading).toBe(16)
  })

  const widest = { top: 50, bottom: 50, left: 50, right: 50 }
  const narrowest = { top: 15, bottom: 15, left: 15, right: 15 }
  const extremes: readonly (readonly [string, ProfileOverrides])[] = [
    [
      'the largest letters between the widest margins',
      {
        page: widest,
        heading: {
          right: [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', size: 20, bold: true }],
          superior: { size: 20 },
          body: { size: 20 },
        },
        title: { size: 20 },
        subject: { size: 20 },
        body: { size: 16, leading: 40, firstLineMm: 20, paragraphGap: 18 },
        table: { size: 20, leading: 40 },
        signature: { block: { size: 20 }, name: { size: 20 }, heightMm: 60 },
      },
    ],
    [
      'the smallest between the narrowest',
      {
        page: narrowest,
        body: { size: 11, leading: 9, firstLineMm: 0, paragraphGap: 0 },
        table: { size: 8, leading: 9 },
        signature: { heightMm: 15 },
      },
    ],
  ]
  it.each(extremes)('is printable with %s', async (_, profileOverrides) => {
    const file = JSON.parse(readFileSync(new URL('conference-132.json', import.meta.url), 'utf8'))
    const short = { ...file, contributions: file.contributions.slice(0, 4) }
    const pages = pageTexts(await renderMinutes(viewOf(short, { profile: 'nd30', profileOverrides })))
    expect(pages.join(' ')).toContain('kết thúc vào hồi')
    expect(pages.at(-1)).toContain('Nơi nhận:')
  })
})
