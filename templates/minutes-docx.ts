import type { Paragraph, Table } from 'docx'
import { bodyOf, lineOf, twips } from './docx/blocks.ts'
import { packDocx } from './docx/file.ts'
import { headOf, sideBySide } from './docx/head.ts'
import { closingBlocks, signatureBlocks } from './minutes/closing.ts'
import { courseBlocks } from './minutes/course.ts'
import { participantBlocks } from './minutes/participants.ts'
import type { MinutesView } from './minutes-view.ts'
import { recipientLines } from './page/recipients.ts'
import { openSheet, type Sheet } from './page/sheet.ts'
import { profileOf } from './profiles/index.ts'
import { text } from './text-block.ts'

/** The record is the signed PDF; this is for reading and for quoting from. */
const COPY = 'Bản này để đọc và trích dẫn; văn bản có giá trị là tệp PDF đã ký số.'

/** The minutes as a DOCX file, to read and quote from. The same view gives the same bytes. */
export async function renderMinutesDocx(view: MinutesView): Promise<Uint8Array> {
  const sheet = openSheet(profileOf(view.profile, view.profileOverrides))
  const title = sheet.profile.documents.minutes.type
  const blocks = [...participantBlocks(view), ...courseBlocks(view), ...closingBlocks(view)]
  const children = [
    ...headOf(sheet, { ...view, title }),
    ...bodyOf(sheet, [...blocks, ...(view.draft ? [] : [text(COPY, { note: true })])]),
    ...signatures(sheet, view),
  ]
  const { subject, body, sealedAt, demonstration, draft } = view
  const facts = {
    title: `${title} ${subject}`,
    author: body,
    subject,
    createdAt: sealedAt,
    demonstration,
    draft,
  }
  return packDocx(sheet, children, facts)
}

function signatures(sheet: Sheet, view: MinutesView): (Paragraph | Table)[] {
  const { signature, recipients } = sheet.profile
  const [left = [], right = []] = signatureBlocks(sheet.profile, view).map(({ title, name }) => [
    lineOf(signature.block, title, false, { before: twips(12) }),
    lineOf(signature.name, name, false, { before: twips((signature.heightMm * 72) / 25.4) }),
  ])
  return [
    sideBySide(sheet, left, right),
    lineOf(recipients.headingText, recipients.heading, true, { before: twips(18) }),
    ...recipientLines(sheet.profile, view.recipients).map((line) => lineOf(recipients.items, line, true)),
  ]
}
