import type { MinutesView, Signer } from '../minutes-view.ts'
import { setBlocks } from '../page/setting.ts'
import { type Sheet, single } from '../page/sheet.ts'
import { gap, paragraphItems, sideBySide } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { addSignatureField, type SignatureField } from '../pdf/form.ts'
import { node } from '../pdf/structure.ts'
import { mm } from '../pdf/units.ts'
import { profileOf } from '../profiles/index.ts'
import { type TextBlock, text } from '../text-block.ts'
import { count, hourAndMinute, longDate } from '../wording.ts'

const MOST_GLUED_RECIPIENTS = 12

/** The closing formula, and how the record can be checked. */
export function closingBlocks(view: MinutesView): TextBlock[] {
  const { replaces } = view
  const remarks = [
    `Biên bản (phiên bản ${view.version}) được lập từ nhật ký hội nghị gồm ${count(view.log.seq)} sự kiện; giá trị băm SHA-256 của sự kiện cuối cùng: ${view.log.hash}.`,
    ...(replaces
      ? [
          `Biên bản này thay thế biên bản có giá trị băm SHA-256: ${replaces.sha256} (phiên bản ${replaces.version}); lý do: ${replaces.reason}`,
        ]
      : []),
  ]
  return [
    text(`Hội nghị kết thúc vào hồi ${hourAndMinute(view.endedAt)}, ${longDate(view.endedAt)}.`, {
      keepWithNext: true,
    }),
    ...remarks.map((remark) => text(remark, { note: true, keepWithNext: true })),
  ]
}

/** The closing text with the two signature blocks, which stay with it, and the recipients. */
export function closingItems(sheet: Sheet, view: MinutesView): Item[] {
  return [...setBlocks(sheet, closingBlocks(view)), signatures(sheet, view), ...recipients(sheet, view)]
}

/** Whom the minutes go to, with the archive; each with the mark that ends its line. */
export function recipientLines(view: MinutesView): string[] {
  const { archive, separator, end } = profileOf(view.profile, view.profileOverrides).recipients
  const lines = [...view.recipients, ...archive]
  return lines.map((line, index) => `- ${line}${index === lines.length - 1 ? end : separator}`)
}

function signatures(sheet: Sheet, view: MinutesView): Item {
  const { signature, documents } = sheet.profile
  const half = sheet.column.width / 2
  const block = (name: SignatureField['name'], x: number, signer: Signer): Item[] => {
    const column = { x, width: half }
    const title = signer.block ?? documents.minutes.signatures[name] ?? ''
    return [
      ...paragraphItems([single(sheet, signature.block, title)], column),
      gap(4),
      fieldItem(sheet, view, name, signer, column),
      gap(4),
      ...paragraphItems([single(sheet, signature.name, signer.name)], column),
    ]
  }
  return sideBySide(
    [
      block('secretary', sheet.column.x, view.signers.secretary),
      block('chair', sheet.column.x + half, view.signers.chair),
    ],
    { before: 18, glued: true },
  )
}

function fieldItem(
  sheet: Sheet,
  view: MinutesView,
  name: SignatureField['name'],
  signer: Signer,
  column: { x: number; width: number },
): Item {
  const height = mm(sheet.profile.signature.heightMm)
  const inset = mm(3)
  const tooltip = `Chữ ký số của ${sheet.profile.roles[name].toLocaleLowerCase('vi')}`
  const form = node('Form', sheet.root, { alt: tooltip })
  return {
    height,
    before: 0,
    glued: true,
    draw(pen, top) {
      if (view.draft) return
      const place = { x: column.x + inset, y: top, width: column.width - 2 * inset, height }
      addSignatureField(pen, { name, tooltip, signer: signer.name, ...place }, form)
    },
  }
}

function recipients(sheet: Sheet, view: MinutesView): Item[] {
  const rule = sheet.profile.recipients
  const lines = recipientLines(view)
  const column = { x: sheet.column.x, width: sheet.column.width / 2 }
  const paragraphs = [
    single(sheet, rule.headingText, rule.heading, { align: 'left', before: 18, keepWithNext: true }),
    ...lines.map((line, index) =>
      single(sheet, rule.items, line, {
        align: 'left',
        keepWithNext: index < lines.length - 1,
      }),
    ),
  ]
  const [first, ...rest] = paragraphItems(paragraphs, column)
  // A short list does not stand alone on the last page: it goes with the signatures.
  return first ? [{ ...first, glued: lines.length <= MOST_GLUED_RECIPIENTS }, ...rest] : []
}
