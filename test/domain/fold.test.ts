import { describe, expect, it } from 'vitest'
import { findFolded, folded } from '../../domain/fold.ts'

describe('Vietnamese looked for without its marks', () => {
  it('reads the same however it is written down', () => {
    expect(folded('Đề nghị LÀM RÕ')).toBe('de nghi lam ro')
    expect(folded('Đề nghị'.normalize('NFD'))).toBe('de nghi')
  })

  it('is found where it stands, with the letters as they were written', () => {
    const text = 'Căn cứ, xếp loại còn định tính; đề nghị xếp\n loại lại.'
    const found = findFolded(text, 'XEP LOAI').map(({ from, to }) => text.slice(from, to))
    expect(found).toEqual(['xếp loại', 'xếp\n loại'])
  })

  it('is found in text whose marks are letters of their own, marks included', () => {
    const text = 'về kỷ luật đảng'.normalize('NFD')
    const [found] = findFolded(text, 'kỷ luật')
    expect(text.slice(found?.from, found?.to).normalize('NFC')).toBe('kỷ luật')
  })

  it('does not overlap, and an empty query finds nothing', () => {
    expect(findFolded('aaaa', 'aa')).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ])
    expect(findFolded('aaaa', '  ')).toEqual([])
  })
})
