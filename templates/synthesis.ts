import { MissingGlyphError } from './missing-glyph.ts'
import { drawFile } from './page/drawing.ts'
import { setBlocks } from './page/setting.ts'
import { openSheet } from './page/sheet.ts'
import { titleItems } from './page/title.ts'
import { profileOf } from './profiles/index.ts'
import { SYNTHESIS_TITLE, synthesisBlocks } from './synthesis/blocks.ts'
import type { SynthesisView } from './synthesis-view.ts'
import { unprintable } from './unprintable.ts'

/**
 * The table of opinions and answers as a PDF 1.7 file on landscape A4 (tagged, PDF/A-3a in intent). The same view
 * gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderSynthesis(view: SynthesisView): Promise<Uint8Array> {
  const [unshown] = unprintable(view)
  if (unshown) throw new MissingGlyphError(unshown)

  const sheet = openSheet(profileOf(view.profile, view.profileOverrides), true)
  const { demonstration, draft, subject, body } = view
  const head = { ...view, title: SYNTHESIS_TITLE, number: null }
  return drawFile(sheet, [...titleItems(sheet, head), ...setBlocks(sheet, synthesisBlocks(view))], {
    title: `${SYNTHESIS_TITLE} ${subject}`,
    author: body,
    subject,
    createdAt: view.madeAt,
    demonstration,
    draft,
    signed: false,
    attachments: [],
    seed: JSON.stringify(view),
  })
}
