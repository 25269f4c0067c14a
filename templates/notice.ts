import { drawDocument } from './draw-document.ts'
import { noticeBlocks } from './notice/blocks.ts'
import type { NoticeView } from './notice-view.ts'
import { besideRecipients } from './page/recipients.ts'
import { signatureItem } from './page/signatures.ts'
import { longDate } from './wording.ts'

/** Stands for what a draft does not know yet. */
const BLANK = '……'

/**
 * The notice of the chair's conclusion as a PDF 1.7 file (tagged, PDF/A-3a in intent) with an empty signature field
 * `chair`, none in a draft. The same view gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderNotice(view: NoticeView): Promise<Uint8Array> {
  const { issuedAt, place, draft, signer, recipients } = view
  const date = issuedAt === null ? `ngày ${BLANK} tháng ${BLANK} năm ${BLANK}` : longDate(issuedAt)
  return drawDocument(view, {
    kind: 'notice',
    subject: `Kết luận tại ${view.subject}`,
    number: view.number,
    placeAndDate: `${place ?? BLANK}, ${date}`,
    blocks: noticeBlocks(view),
    closing: (sheet) => {
      const title = signer.block ?? sheet.profile.documents.notice.signatures.chair ?? ''
      const block = { role: 'chair', title, name: signer.name, certificate: signer.name } as const
      return [besideRecipients(sheet, recipients, signatureItem(sheet, [block], draft))]
    },
    createdAt: view.madeAt,
    seed: JSON.stringify(view),
  })
}
