import type { MinutesView, Signer } from '../minutes-view.ts'
import { recipientItems } from '../page/recipients.ts'
import type { Sheet } from '../page/sheet.ts'
import { type SignatureBlock, signatureItem } from '../page/signatures.ts'
import { verifyItem } from '../page/verify-code.ts'
import type { Item } from '../pdf/flow.ts'
import type { Profile } from '../profiles/profile.ts'
import { type TextBlock, text } from '../text-block.ts'
import { count, hourAndMinute, longDate, sentence } from '../wording.ts'

/** The closing formula, and how the record can be checked. */
export function closingBlocks(view: MinutesView): TextBlock[] {
  const { replaces } = view
  const remarks = [
    `Biên bản (phiên bản ${view.version}) được lập từ nhật ký hội nghị gồm ${count(view.log.seq)} sự kiện; giá trị băm SHA-256 của sự kiện cuối cùng: ${view.log.hash}.`,
    ...(replaces
      ? [
          `Biên bản này thay thế biên bản có giá trị băm SHA-256: ${replaces.sha256} (phiên bản ${replaces.version}); lý do: ${sentence(replaces.reason)}`,
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

/** The check by anyone, the signature blocks, which stay with the closing text, and the recipients. */
export function closingItems(sheet: Sheet, view: MinutesView): Item[] {
  const { verifyUrl, draft, recipients } = view
  return [
    ...(verifyUrl ? [verifyItem(sheet, verifyUrl)] : []),
    signatureItem(sheet, signatureBlocks(sheet.profile, view), draft),
    ...recipientItems(sheet, recipients),
  ]
}

/** Secretary, and chair with the organ's seal where it goes on the minutes. */
export function signatureBlocks({ documents }: Profile, { signers }: MinutesView): SignatureBlock[] {
  const block = (role: 'secretary' | 'chair', signer: Signer): SignatureBlock => ({
    role,
    title: signer.block ?? documents.minutes.signatures[role] ?? '',
    name: signer.name,
    certificate: signer.name,
  })
  const { secretary, chair, organ } = signers
  const sealed = { ...block('chair', chair), ...(organ ? { seal: { certificate: organ.name } } : {}) }
  return [block('secretary', secretary), sealed]
}
