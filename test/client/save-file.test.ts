import { expect, test } from 'vitest'
import { nameIn } from '../../client/publication/save-file.ts'
import { contentDisposition, fileName } from '../../server/publication/file-name.ts'

test('a file that the page fetches is kept under the name that the server gives it', () => {
  const name = fileName('Thông báo kết luận', 'Hội nghị (lần 2); “góp ý”', 'pdf', 'dự thảo')
  expect(nameIn(contentDisposition(name))).toBe('thong-bao-ket-luan-hoi-nghi-lan-2-gop-y-du-thao.pdf')
})

test('a name that cannot be read is none', () => {
  expect(nameIn(null)).toBeNull()
  expect(nameIn('attachment; filename="a.pdf"')).toBeNull()
  expect(nameIn("attachment; filename*=UTF-8''%E1%BB")).toBeNull()
})
