import { drawDocument } from './draw-document.ts'
import { closingBlocks, closingItems } from './minutes/closing.ts'
import { courseBlocks } from './minutes/course.ts'
import { participantBlocks } from './minutes/participants.ts'
import type { MinutesView } from './minutes-view.ts'
import { viewSeed } from './view-seed.ts'

/**
 * The minutes as a PDF 1.7 file (tagged, PDF/A-3a in intent) with empty signature fields `secretary`, `chair` and, where
 * the organ's seal goes on them, `organ`; none in a draft. The same view gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderMinutes(view: MinutesView): Promise<Uint8Array> {
  return drawDocument(view, {
    kind: 'minutes',
    number: view.number,
    blocks: [...participantBlocks(view), ...courseBlocks(view), ...closingBlocks(view)],
    closing: (sheet) => closingItems(sheet, view),
    createdAt: view.sealedAt,
    attachments: view.attachments,
    seed: viewSeed(view),
  })
}
