import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { TextSearch } from '../../server/contributions/find-text.ts'
import { textDesk } from '../support/texts.ts'
import { block, type Typist, words } from '../support/typist.ts'

const desk = textDesk()
let an: Typist

beforeEach(async () => {
  an = await desk.typist('an', 'c1')
  const mark = new Y.XmlElement('time_mark')
  mark.setAttribute('at', 5 as never)
  an.fragment.insert(0, [block('paragraph', [mark, words('Đề nghị xếp loại tập thể')])])
  an.paragraph(`${'Nội dung khác. '.repeat(9)}Xếp loại cá nhân${' và còn nữa'.repeat(9)}`)
  await desk.commit([desk.update(an, 'c1')])
})

test('Words are found without their marks in every text, in the order asked, each with what stands around it', async () => {
  const binh = await desk.typist('binh', 'c2')
  await desk.commit([desk.update(binh.paragraph('Việc XẾP LOẠI'), 'c2')])
  const { results, more } = await new TextSearch(desk.database).find(
    desk.conference,
    ['c2', 'c1', 'opening'],
    'xep loai',
  )
  expect(more).toBe(false)
  expect(results.map(({ document, number, match }) => [document, number, match])).toEqual([
    ['c2', 0, 'XẾP LOẠI'],
    ['c1', 0, 'xếp loại'],
    ['c1', 1, 'Xếp loại'],
  ])
  expect(results[1]).toMatchObject({ before: ' Đề nghị ', after: ' tập thể' })
  expect(results[2]?.before).toMatch(/^….*khác\. $/)
  expect(results[2]?.after).toMatch(/^ cá nhân và còn nữa.*…$/)
})

test('What was written since the last question is found, what is gone is not, and other texts are left out', async () => {
  const search = new TextSearch(desk.database)
  expect((await search.find(desk.conference, ['c1'], 'ca nhan')).results).toHaveLength(1)
  an.fragment.delete(1, 1)
  await desk.commit([desk.update(an.paragraph('thêm về tổ chức'), 'c1')])
  expect((await search.find(desk.conference, ['c1'], 'ca nhan')).results).toEqual([])
  expect((await search.find(desk.conference, ['c1'], 'to chuc')).results).toHaveLength(1)
  expect((await search.find(desk.conference, ['c2'], 'to chuc')).results).toEqual([])
})

test('Of very many matches the first are given, and it is said that there are more', async () => {
  await desk.commit([desk.update(an.paragraph('nhất trí '.repeat(80)), 'c1')])
  const { results, more } = await new TextSearch(desk.database).find(desk.conference, ['c1'], 'nhat tri')
  expect(results).toHaveLength(60)
  expect(more).toBe(true)
})
