import { LETTERED, type Lettered } from './lettered.ts'

/** What a sentence fills in. `found` and `expected` are words ready to be read. */
export interface Facts {
  readonly found?: string | number
  readonly expected?: string | number
  readonly what?: string
}

type Say = (facts: Required<Facts>) => readonly [vi: string, en: string]

const SAID = {
  'file/unreadable': ({ found }) => [
    `Không đọc được tệp nên không kiểm tra được thể thức (${found}).`,
    `The file cannot be read, so its form cannot be checked (${found}).`,
  ],
  'file/too-complex': () => [
    'Tệp quá phức tạp để kiểm tra thể thức.',
    'The file is too complex for its form to be checked.',
  ],
  'paper/size': ({ found, expected }) => [
    `Khổ giấy ${found} mm, quy định ${expected} mm.`,
    `The paper is ${found} mm, prescribed are ${expected} mm.`,
  ],
  'paper/turned': () => ['Trang bị xoay.', 'The page is turned.'],
  'margin/top': ({ found, expected }) => [
    `Lề trên ${found} mm, quy định ${expected} mm.`,
    `The top margin is ${found} mm, prescribed are ${expected} mm.`,
  ],
  'margin/bottom': ({ found, expected }) => [
    `Lề dưới ${found} mm, quy định ${expected} mm.`,
    `The bottom margin is ${found} mm, prescribed are ${expected} mm.`,
  ],
  'margin/left': ({ found, expected }) => [
    `Lề trái ${found} mm, quy định ${expected} mm.`,
    `The left margin is ${found} mm, prescribed are ${expected} mm.`,
  ],
  'margin/right': ({ found, expected }) => [
    `Lề phải ${found} mm, quy định ${expected} mm.`,
    `The right margin is ${found} mm, prescribed are ${expected} mm.`,
  ],
  'page-number/missing': () => ['Thiếu số trang.', 'The page number is missing.'],
  'page-number/on-first-page': () => [
    'Trang thứ nhất không được hiển thị số trang.',
    'The first page must not show its number.',
  ],
  'page-number/wrong': ({ found, expected }) => [
    `Số trang là “${found}”, phải là “${expected}”.`,
    `The page number is “${found}”, it must be “${expected}”.`,
  ],
  'page-number/place': ({ expected }) => [
    `Số trang phải ở giữa lề trên, cách mép giấy ${expected} mm.`,
    `The page number must stand in the middle of the top margin, ${expected} mm from the edge.`,
  ],
  'heading/missing': ({ expected }) => [
    `Thiếu dòng “${expected}” ở góc trên bên phải.`,
    `The line “${expected}” is missing at the top right.`,
  ],
  'heading/case': ({ found, expected }) => [
    `Dòng “${found}” phải viết là “${expected}”.`,
    `The line “${found}” must be written “${expected}”.`,
  ],
  'heading/rule': ({ found, expected }) => [
    `Đường kẻ dưới tiêu đề dài ${found}, quy định ${expected} mm.`,
    `The rule under the heading is ${found} long, prescribed are ${expected} mm.`,
  ],
  'body/missing': () => [
    'Thiếu tên cơ quan ban hành ở góc trên bên trái.',
    'The issuing body is missing at the top left.',
  ],
  'body/case': ({ found }) => [
    `Tên cơ quan “${found}” phải viết in hoa.`,
    `The body's name “${found}” must be in capitals.`,
  ],
  'body/rule': ({ found, expected }) => [
    `Đường kẻ dưới tên cơ quan dài ${found}, quy định ${expected} mm.`,
    `The rule under the body's name is ${found} long, prescribed are ${expected} mm.`,
  ],
  'body/asterisk': () => [
    'Thiếu dấu sao (*) dưới tên cơ quan ban hành.',
    'The asterisk under the issuing body is missing.',
  ],
  'number/missing': ({ expected }) => [
    `Thiếu số và ký hiệu dạng “${expected}”.`,
    `The number of the form “${expected}” is missing.`,
  ],
  'number/form': ({ found, expected }) => [
    `Số và ký hiệu “${found}” không đúng dạng “${expected}”.`,
    `The number “${found}” is not of the form “${expected}”.`,
  ],
  'number/unwanted': ({ found }) => [
    `Loại văn bản này không đánh số, nhưng có “${found}”.`,
    `Documents of this kind bear no number, but “${found}” stands there.`,
  ],
  'place-date/missing': () => ['Thiếu địa danh và ngày tháng năm.', 'Place and date are missing.'],
  'place-date/unwanted': ({ found }) => [
    `Loại văn bản này không ghi địa danh, ngày tháng ở đầu, nhưng có “${found}”.`,
    `Documents of this kind bear no place and date at their head, but “${found}” stands there.`,
  ],
  'place-date/form': ({ found }) => [
    `“${found}” không đúng dạng “địa danh, ngày 05 tháng 02 năm 2026”.`,
    `“${found}” is not of the form “place, ngày 05 tháng 02 năm 2026”.`,
  ],
  'type/missing': ({ expected }) => [
    `Thiếu tên loại văn bản “${expected}”.`,
    `The type of the document “${expected}” is missing.`,
  ],
  'type/case': ({ found, expected }) => [
    `Tên loại “${found}” phải viết là “${expected}”.`,
    `The type “${found}” must be written “${expected}”.`,
  ],
  'type/place': () => [
    'Tên loại văn bản phải ở giữa dòng.',
    'The type of the document must stand in the middle of its line.',
  ],
  'subject/missing': () => ['Thiếu trích yếu nội dung.', 'The subject is missing.'],
  'subject/rule': ({ found, expected }) => [
    `Đường kẻ dưới trích yếu dài ${found}, quy định ${expected} mm.`,
    `The rule under the subject is ${found} long, prescribed are ${expected} mm.`,
  ],
  'subject/rule-unwanted': () => [
    'Dưới trích yếu không được có đường kẻ.',
    'No rule may stand under the subject.',
  ],
  'text/size': ({ found, expected }) => [
    `Phần nội dung có chữ cỡ ${found}, quy định cỡ ${expected}.`,
    `The text has letters of ${found} pt, prescribed are ${expected} pt.`,
  ],
  'text/spacing': ({ found, expected }) => [
    `Khoảng cách dòng ${found} pt, quy định ${expected} pt.`,
    `Lines stand ${found} pt apart, prescribed are ${expected} pt.`,
  ],
  'text/first-line': ({ found, expected }) => [
    `Dòng đầu đoạn lùi vào ${found} mm, quy định ${expected} mm.`,
    `First lines are indented by ${found} mm, prescribed are ${expected} mm.`,
  ],
  'text/gap': ({ found, expected }) => [
    `Khoảng cách giữa các đoạn ${found} pt, quy định ${expected} pt.`,
    `Paragraphs stand ${found} pt apart, prescribed are ${expected} pt.`,
  ],
  'text/not-justified': () => [
    'Phần nội dung chưa được căn đều hai lề.',
    'The text is not justified to both margins.',
  ],
  'table/size': ({ found, expected }) => [
    `Bảng có chữ cỡ ${found}, quy định cỡ ${expected}.`,
    `A table has letters of ${found} pt, prescribed are ${expected} pt.`,
  ],
  'part/missing': ({ what }) => [`Thiếu phần: ${what}.`, `A required part is missing: ${what}.`],
  'part/order': ({ what, expected }) => [
    `Sai thứ tự: “${what}” phải đứng sau “${expected}”.`,
    `Wrong order: “${what}” must come after “${expected}”.`,
  ],
  'signature/missing': ({ expected }) => [
    `Thiếu chức danh người ký “${expected}”.`,
    `The title of a signer, “${expected}”, is missing.`,
  ],
  'signature/order': ({ what, expected }) => [
    `Chữ ký “${what}” phải ở bên phải “${expected}”.`,
    `The signature “${what}” must stand to the right of “${expected}”.`,
  ],
  'signature/no-field': ({ what }) => [
    `Không có ô chữ ký số dưới “${what}”.`,
    `No signature field stands under “${what}”.`,
  ],
  'recipients/missing': ({ expected }) => [
    `Thiếu phần “${expected}”.`,
    `The list under “${expected}” is missing.`,
  ],
  'recipients/unwanted': () => [
    'Loại văn bản này không có nơi nhận.',
    'Documents of this kind name no recipients.',
  ],
  'recipients/archive': ({ expected }) => [
    `Nơi nhận thiếu dòng “${expected}” ở cuối.`,
    `The recipients do not end with “${expected}”.`,
  ],
  'recipients/mark': ({ found, expected }) => [
    `Dòng nơi nhận “${found}” phải kết thúc bằng “${expected}”.`,
    `The recipient “${found}” must end with “${expected}”.`,
  ],
  'font/not-embedded': ({ found }) => [
    `Phông chữ ${found} không được nhúng trong tệp.`,
    `The font ${found} is not embedded.`,
  ],
  'font/not-times': ({ found }) => [
    `Phông chữ ${found} không phải Times New Roman hoặc phông tương đương.`,
    `The font ${found} is not Times New Roman nor one of its metrics.`,
  ],
  'colour/not-black': ({ found }) => [
    `Chữ “${found}” không phải màu đen.`,
    `The words “${found}” are not black.`,
  ],
  'words/not-nfc': ({ found }) => [
    `Chữ “${found}” không ở dạng Unicode dựng sẵn (NFC).`,
    `The words “${found}” are not in Unicode's composed form (NFC).`,
  ],
  'words/turned': ({ found }) => [
    `Chữ “${found}” không thẳng đứng.`,
    `The words “${found}” are not upright.`,
  ],
  'structure/untagged': () => [
    'Tệp không có cấu trúc gắn thẻ để phần mềm đọc màn hình đọc được.',
    'The file is not tagged, so a screen reader cannot follow it.',
  ],
  'structure/language': () => [
    'Tệp không khai báo ngôn ngữ tiếng Việt.',
    'The file does not declare Vietnamese as its language.',
  ],
  'draft/mark-missing': ({ expected }) => [
    `Bản dự thảo phải có chữ “${expected}” trên mọi trang.`,
    `Every page of a draft must bear “${expected}”.`,
  ],
  'draft/has-fields': () => [
    'Bản dự thảo không được có ô chữ ký.',
    'A draft must not have signature fields.',
  ],
  'demonstration/mark-missing': () => [
    'Tài liệu minh họa phải ghi rõ điều đó trên mọi trang.',
    'Every page of a demonstration must say that it is one.',
  ],
} satisfies Readonly<Record<string, Say>>

export type FindingCode = keyof typeof SAID | `${Lettered}/size` | `${Lettered}/style`

export function sentenceOf(code: FindingCode, facts: Facts): { readonly vi: string; readonly en: string } {
  const filled = { found: facts.found ?? '', expected: facts.expected ?? '', what: facts.what ?? '' }
  if (Object.hasOwn(SAID, code)) {
    const [vi, en] = SAID[code as keyof typeof SAID](filled)
    return { vi, en }
  }
  const [what, aspect] = code.split('/') as [Lettered, 'size' | 'style']
  const [vi, en] = LETTERED[what]
  const { found, expected } = filled
  return aspect === 'size'
    ? {
        vi: `Cỡ chữ của ${vi} là ${found}, quy định ${expected}.`,
        en: `The size of ${en} is ${found} pt, prescribed are ${expected} pt.`,
      }
    : {
        vi: `Kiểu chữ của ${vi} là ${found}, quy định ${expected}.`,
        en: `The style of ${en} differs from the prescribed one.`,
      }
}
