import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { readProvisions } from '../../domain/provision-text.ts'
import { Topic, topicTree, treeProblem } from '../../domain/topics.ts'

/** Invented, in the shape of a real regulation as it comes out of a word processor or a PDF. */
const REGULATION = `CƠ QUAN THỬ NGHIỆM            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
QUY ĐỊNH
về kiểm điểm và xếp loại hằng năm
Căn cứ Điều 12 Quy chế làm việc;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh và đối tượng
áp dụng
1. Quy định này quy định về nguyên tắc, tiêu chí kiểm điểm; thẩm quyền, trách nhiệm và quy trình
kiểm điểm hằng năm.
2. Đối tượng áp dụng gồm:
a) Tập thể lãnh đạo, quản lý các cấp;
b) Cá nhân thuộc diện quản lý;
c) Đảng viên;
d) Cán bộ;
đ) Các trường hợp khác theo Điều 5 Quy định này.
Điều 2. Giải thích từ ngữ
Trong Quy định này, “tập thể” là một cơ quan.
Điều 5 của quy chế cũ được thay thế.
Chương II
TIÊU CHÍ XẾP LOẠI
Mục 1. TẬP THỂ
Điều 3. Mức xếp loại
1. Hoàn thành xuất sắc nhiệm vụ.
1a. Hoàn thành tốt nhiệm vụ.
2. Sửa đổi khoản 4 như sau:
“4. Tỷ lệ không quá 20%.
5. Không tính số lẻ.”
3. Không hoàn thành nhiệm vụ.
Mục 2. CÁ NHÂN
Điều 4. Quy định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 4;
1. Lưu văn thư.
`

describe('the provisions in the text of a regulation', () => {
  const { topics, before, after } = readProvisions(REGULATION)
  const outline = topicTree(topics).map(({ topic, depth }) => `${'  '.repeat(depth)}${topic.label}`)
  const of = (id: string) => topics.find((topic) => topic.id === id)

  it('stand in their tree, in the order of the document', () => {
    expect(outline).toEqual([
      'Chương I',
      '  Điều 1',
      '    khoản 1',
      '    khoản 2',
      ...['a', 'b', 'c', 'd', 'đ'].map((letter) => `      điểm ${letter}`),
      '  Điều 2',
      'Chương II',
      '  Mục 1',
      '    Điều 3',
      '      khoản 1',
      '      khoản 1a',
      '      khoản 2',
      '      khoản 3',
      '  Mục 2',
      '    Điều 4',
    ])
    expect(treeProblem(topics)).toBeUndefined()
  })

  it('have ids that name their place, whatever chapter an article stands in', () => {
    expect(topics.map(({ id }) => id)).toContain('d1.2.dd')
    expect(of('d3')?.parent).toBe('c2.m1')
    expect(readProvisions(REGULATION).topics).toEqual(topics)
  })

  it('have their headings, also where a page broke the line', () => {
    expect(of('c1')?.title).toBe('QUY ĐỊNH CHUNG')
    expect(of('c2.m1')?.title).toBe('TẬP THỂ')
    expect(of('d1')?.title).toBe('Phạm vi điều chỉnh và đối tượng áp dụng')
    expect(of('d1.1')?.wording).toMatch(/quy trình kiểm điểm hằng năm\.$/)
    expect(of('d4')).toMatchObject({ title: 'Quy định này có hiệu lực kể từ ngày ký.' })
    expect(of('d4')?.wording).toBe('Quy định này có hiệu lực kể từ ngày ký.')
  })

  it('keep in their words what only mentions or quotes another provision', () => {
    expect(of('d2')?.wording).toBe(
      'Trong Quy định này, “tập thể” là một cơ quan.\nĐiều 5 của quy chế cũ được thay thế.',
    )
    expect(of('d3.2')?.wording).toBe(
      'Sửa đổi khoản 4 như sau:\n“4. Tỷ lệ không quá 20%.\n5. Không tính số lẻ.”',
    )
  })

  it('leave out what is no provision, and say so', () => {
    expect(before.at(-1)).toBe('Căn cứ Điều 12 Quy chế làm việc;')
    expect(after).toEqual(['Nơi nhận:', '- Như Điều 4;', '1. Lưu văn thư.'])
  })

  it('are found in documents that count sections by bare Roman numbers and clauses by two', () => {
    const found = readProvisions(
      'I. MỤC ĐÍCH\n1. Đánh giá đúng.\n1.1. Về tập thể\n1.2. Về cá nhân\nkhoảng 1.5 triệu đồng\nII- YÊU CẦU\n1) Công khai.\nC. Mác đã viết.',
    )
    expect(found.topics.map(({ id, label }) => `${id} ${label}`)).toEqual([
      'm1 Mục I',
      'm1.1 khoản 1',
      'm1.1.1 điểm 1.1',
      'm1.1.2 điểm 1.2',
      'm2 Mục II',
      'm2.1 khoản 1',
    ])
    expect(found.topics.at(-1)?.wording).toBe('Công khai.\nC. Mác đã viết.')
  })

  it('are found under parts, whose chapters may count anew', () => {
    const found = readProvisions(
      'PHẦN THỨ NHẤT\nNHỮNG QUY ĐỊNH CHUNG\nChương I TỔ CHỨC\nĐiều 1. Tổ chức\nPhần II: Thi hành\nChương I\nHIỆU LỰC\nĐiều 2\nHiệu lực thi hành',
    )
    expect(found.topics.map(({ id, title }) => `${id} ${title}`)).toEqual([
      'p1 NHỮNG QUY ĐỊNH CHUNG',
      'p1.c1 TỔ CHỨC',
      'd1 Tổ chức',
      'p2 Thi hành',
      'p2.c1 HIỆU LỰC',
      'd2 Hiệu lực thi hành',
    ])
  })

  it('are a tree that the rules accept, whatever text is read', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'Phần thứ hai',
        'Chương IX',
        'Mục 1',
        'Tiểu mục 2: x',
        'I. A',
        'Nơi nhận',
        '“',
        '"',
        '',
      ),
      fc.integer({ min: 0, max: 12 }).map((number) => `Điều ${number}. Tên điều`),
      fc.integer({ min: 0, max: 12 }).map((number) => `${number}. nội dung`),
      fc.constantFrom('a) x', 'b) y', 'đ) z', '1.1. t', '2a) u'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const found = readProvisions(lines.join('\n')).topics
        expect(treeProblem(found)).toBeUndefined()
        for (const topic of found) expect(Check(Topic, topic), JSON.stringify(topic)).toBe(true)
      }),
    )
  })
})
