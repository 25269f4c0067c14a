import { closingItems } from './minutes/closing.ts'
import { courseBlocks } from './minutes/course.ts'
import { participantBlocks } from './minutes/participants.ts'
import type { MinutesView } from './minutes-view.ts'
import { MissingGlyphError } from './missing-glyph.ts'
import { drawFile } from './page/drawing.ts'
import { setBlocks } from './page/setting.ts'
import { openSheet } from './page/sheet.ts'
import { titleItems } from './page/title.ts'
import { profileOf } from './profiles/index.ts'
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

  const sheet = openSheet(profileOf(view.profile, view.profileOverrides))
  const title = sheet.profile.documents.minutes.type
  const items = [
    ...titleItems(sheet, { ...view, title }),
    ...setBlocks(sheet, [...participantBlocks(view), ...courseBlocks(view)]),
    ...closingItems(sheet, view),
  ]
  const { demonstration, draft, subject, attachments } = view
  return drawFile(sheet, items, {
    title: `${title} ${subject}`,
    author: view.body,
    subject,
    createdAt: view.sealedAt,
    demonstration,
    draft,
    signed: !draft,
    attachments,
    seed: viewSeed(view),
  })
}
