import { bodyOf } from './docx/blocks.ts'
import { packDocx } from './docx/file.ts'
import { headOf } from './docx/head.ts'
import { openSheet } from './page/sheet.ts'
import { profileOf } from './profiles/index.ts'
import { SYNTHESIS_TITLE, synthesisBlocks } from './synthesis/blocks.ts'
import type { SynthesisView } from './synthesis-view.ts'

/** The table of opinions and answers as a DOCX file on landscape A4. The same view gives the same bytes. */
export async function renderSynthesisDocx(view: SynthesisView): Promise<Uint8Array> {
  const sheet = openSheet(profileOf(view.profile, view.profileOverrides), true)
  const { subject, body, madeAt, demonstration, draft } = view
  const head = { ...view, title: SYNTHESIS_TITLE, number: null }
  const facts = {
    title: `${SYNTHESIS_TITLE} ${subject}`,
    author: body,
    subject,
    createdAt: madeAt,
    demonstration,
    draft,
  }
  return packDocx(sheet, [...headOf(sheet, head), ...bodyOf(sheet, synthesisBlocks(view))], facts)
}
