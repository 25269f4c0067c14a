import type { DocumentKind } from '../document-kind.ts'
import { documentNumber, type Profile, type SigningRole, signatureTitle, type TextRule } from './profile.ts'

/** One thing that a profile asks of a document, as a clerk would say it. */
export type Prescription = { readonly part: string; readonly rule: string }

const figure = (value: number) => String(Math.round(value * 100) / 100).replace('.', ',')
const style = ({ bold, italic, underline }: TextRule) =>
  [bold ? 'đậm' : '', italic ? 'nghiêng' : '', underline ? 'gạch chân' : ''].filter(Boolean).join(', ') ||
  'đứng, không đậm'
const letters = (rule: TextRule) => `cỡ ${figure(rule.size)}, ${style(rule)}`
const share = (part: number) => (part === 1 ? 'dài bằng dòng chữ' : `dài ${figure(part * 100)}% dòng chữ`)

/** What a profile asks of a kind of document, from the paper to the recipients; lengths in mm, sizes in points. */
export function prescriptions(profile: Profile, kind: DocumentKind): readonly Prescription[] {
  const form = profile.documents[kind]
  return [
    ...paper(profile, form.landscape),
    ...head(profile, kind),
    ...text(profile),
    ...closing(profile, kind),
  ]
}

function paper(profile: Profile, landscape: boolean): Prescription[] {
  const { pageNumber } = profile
  const { top, bottom, left, right } = landscape ? profile.landscape : profile.page
  return [
    {
      part: 'Khổ giấy, lề',
      rule: `A4 ${landscape ? 'ngang' : 'đứng'}; lề trên ${figure(top)} mm, dưới ${figure(bottom)} mm, trái ${figure(left)} mm, phải ${figure(right)} mm`,
    },
    {
      part: 'Số trang',
      rule:
        pageNumber.position === 'none'
          ? 'không đánh số trang'
          : `${letters(pageNumber)}; giữa lề trên, cách mép giấy ${figure(pageNumber.fromEdgeMm)} mm; ${pageNumber.onFirstPage ? 'hiển thị cả trang thứ nhất' : 'không hiển thị ở trang thứ nhất'}`,
    },
    {
      part: 'Phông chữ',
      rule: 'Times New Roman hoặc phông cùng độ rộng chữ, nhúng trong tệp, màu đen, Unicode dựng sẵn',
    },
  ]
}

function head(profile: Profile, kind: DocumentKind): Prescription[] {
  const { heading, title, subject } = profile
  const form = profile.documents[kind]
  const under = heading.underBody
  return [
    ...heading.right.map((line, index) => ({
      part: index === 0 ? 'Góc trên bên phải' : 'Dòng tiếp theo',
      rule: `“${line.text}”, ${letters(line)}${index === heading.right.length - 1 ? `; đường kẻ dưới ${share(heading.rightRule)}` : ''}`,
    })),
    { part: 'Cơ quan cấp trên', rule: `in hoa, ${letters(heading.superior)}` },
    {
      part: 'Cơ quan ban hành',
      rule: `in hoa, ${letters(heading.body)}; dưới là ${under.kind === 'asterisk' ? 'dấu sao (*)' : `đường kẻ ${share(under.length)}`}`,
    },
    {
      part: 'Số và ký hiệu',
      rule:
        form.number === null
          ? 'không đánh số'
          : `dạng “${documentNumber(profile, 1, 'XXX', kind)}”, ${letters(heading.number)}`,
    },
    {
      part: 'Địa danh, ngày tháng',
      rule: form.placeAndDate ? letters(heading.placeAndDate) : 'không ghi ở đầu văn bản',
    },
    { part: 'Tên loại', rule: `“${form.type}”, ${letters(title)}, ở giữa` },
    {
      part: 'Trích yếu',
      rule: `${letters(subject)}, ở giữa; ${subject.rule === null ? 'không có đường kẻ dưới' : `đường kẻ dưới ${share(subject.rule)}`}`,
    },
  ]
}

function text({ body, table }: Profile): Prescription[] {
  return [
    {
      part: 'Nội dung',
      rule: `cỡ ${figure(body.size)}, ${body.align === 'justify' ? 'căn đều hai lề' : 'căn trái'}; dòng đầu lùi ${figure(body.firstLineMm)} mm; dòng cách dòng ${figure(body.leading)} pt; đoạn cách đoạn ${figure(body.paragraphGap)} pt`,
    },
    { part: 'Bảng', rule: `cỡ ${figure(table.size)}` },
  ]
}

function closing(profile: Profile, kind: DocumentKind): Prescription[] {
  const { signature, recipients } = profile
  const form = profile.documents[kind]
  const signs = (Object.entries(form.signatures) as [SigningRole, string][]).filter(
    ([role]) => role !== 'organ',
  )
  const places = signs.length > 1 ? ', từ trái sang phải' : ', bên phải'
  return [
    {
      part: 'Chữ ký',
      rule:
        signs.length === 0
          ? 'không có'
          : `${signs.map(([, title]) => `“${title}”`).join(', ')}${places}, ${letters(signatureTitle(profile, kind))}; họ tên ${letters(signature.name)}`,
    },
    {
      part: 'Nơi nhận',
      rule: form.recipients
        ? `“${recipients.heading}” ${letters(recipients.headingText)}; danh sách cỡ ${figure(recipients.items.size)}; dòng cuối “${recipients.archive.join('; ')}${recipients.end}”`
        : 'không có',
    },
  ]
}
