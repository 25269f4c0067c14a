import { expect, test } from 'vitest'
import { freePath, plainFileName, plainName } from '../../server/dossier/plain-name.ts'

test('a name in a dossier is Vietnamese without its marks, whatever stood in it', () => {
  expect(plainName('Biên bản Đoàn kiểm tra số 5/ĐKT')).toBe('bien-ban-doan-kiem-tra-so-5-dkt')
  expect(plainFileName('Ý kiến (đợt 1).PDF')).toBe('y-kien-dot-1.pdf')
  expect(plainFileName('../../etc/passwd')).toBe('etc-passwd')
  expect(plainFileName('会议')).toBe('tep')
  expect(plainFileName('.docx')).toBe('docx')
  expect(plainName('Ộ'.repeat(200))).toHaveLength(80)
})

test('two files that would be called the same are told apart', () => {
  const taken = new Set<string>()
  expect(['a/b.pdf', 'a/b.pdf', 'a/b.pdf', 'a/c'].map((path) => freePath(path, taken))).toEqual([
    'a/b.pdf',
    'a/b-2.pdf',
    'a/b-3.pdf',
    'a/c',
  ])
})
