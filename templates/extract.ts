import { drawDocument } from './draw-document.ts'
import { extractBlocks } from './extract/blocks.ts'
import type { ExtractView } from './extract-view.ts'
import { type SignatureBlock, signatureItem } from './page/signatures.ts'
import type { Profile } from './profiles/profile.ts'

/**
 * A bridge's extract of the minutes, for it to confirm, as a PDF 1.7 file (tagged, PDF/A-3a in intent) with empty
 * signature fields `secretary` and `bridge`, none in a draft. The same view gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderExtract(view: ExtractView): Promise<Uint8Array> {
  return drawDocument(view, {
    kind: 'extract',
    subject: `Phần ý kiến của ${view.bridge.name} tại ${view.subject}`,
    blocks: extractBlocks(view),
    closing: (sheet) => [signatureItem(sheet, blocksOf(sheet.profile, view), view.draft)],
    createdAt: view.madeAt,
    seed: JSON.stringify(view),
  })
}

function blocksOf({ documents }: Profile, { signers }: ExtractView): SignatureBlock[] {
  const { signatures } = documents.extract
  const { secretary, bridge } = signers
  return [
    {
      role: 'secretary',
      title: secretary.block ?? signatures.secretary ?? '',
      name: secretary.name,
      certificate: secretary.name,
    },
    {
      role: 'bridge',
      title: bridge?.block ?? signatures.bridge ?? '',
      name: bridge?.name ?? '',
      certificate: bridge?.name ?? null,
    },
  ]
}
