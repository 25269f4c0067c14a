import { drawDocument } from './draw-document.ts'
import { synthesisBlocks } from './synthesis/blocks.ts'
import type { SynthesisView } from './synthesis-view.ts'

/**
 * The table of opinions and answers as a PDF 1.7 file on landscape A4 (tagged, PDF/A-3a in intent). The same view
 * gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderSynthesis(view: SynthesisView): Promise<Uint8Array> {
  return drawDocument(view, {
    kind: 'synthesis',
    blocks: synthesisBlocks(view),
    createdAt: view.madeAt,
    seed: JSON.stringify(view),
  })
}
