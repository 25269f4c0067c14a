import { closingItems } from './minutes/closing.ts'
import { courseItems } from './minutes/course.ts'
import { pageMarks } from './minutes/page-marks.ts'
import { participantItems } from './minutes/participants.ts'
import { openSheet } from './minutes/sheet.ts'
import { titleItems } from './minutes/title.ts'
import type { MinutesView } from './minutes-view.ts'
import { MissingGlyphError } from './missing-glyph.ts'
import { attach } from './pdf/attachment.ts'
import { paginate } from './pdf/flow.ts'
import { openForm } from './pdf/form.ts'
import { Pen } from './pdf/pen.ts'
import { A4 } from './pdf/units.ts'
import { finish, openWriter } from './pdf/writer.ts'
import { PROFILES } from './profiles/index.ts'
import { unprintable } from './unprintable.ts'
import { viewSeed } from './view-seed.ts'

/**
 * The minutes as a PDF 1.7 file (tagged, PDF/A-3a in intent) with empty signature fields `secretary` and `chair`,
 * none in a draft. The same view gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderMinutes(view: MinutesView): Promise<Uint8Array> {
  const [unshown] = unprintable(view)
  if (unshown) throw new MissingGlyphError(unshown)

  const sheet = openSheet(PROFILES[view.profile])
  const pages = paginate(
    [
      ...titleItems(sheet, view),
      ...participantItems(sheet, view),
      ...courseItems(sheet, view),
      ...closingItems(sheet, view),
    ],
    sheet.height,
  )

  const created = new Date(view.sealedAt)
  const title = `${sheet.profile.title.text} ${view.subject}`.normalize('NFC')
  const writer = openWriter(
    A4,
    { title, author: view.body.normalize('NFC'), subject: view.subject.normalize('NFC'), created },
    viewSeed(view),
  )
  if (!view.draft) openForm(writer)
  const pen = new Pen(writer)
  for (const [index, page] of pages.entries()) {
    pen.addPage()
    for (const { item, top } of page) item.draw(pen, sheet.top + top, item === page.at(-1)?.item)
    pageMarks(sheet, view, pen, index + 1)
  }
  pen.leave()
  attach(writer, view.attachments, created)
  return finish(writer)
}
