import { gap, paragraphItems, sideBySide } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { addSignatureField, type SignatureField } from '../pdf/form.ts'
import { node, type StructureNode } from '../pdf/structure.ts'
import { mm } from '../pdf/units.ts'
import type { SigningRole } from '../profiles/profile.ts'
import { SEAL_COVERS, SEAL_MM } from '../seal.ts'
import { type Sheet, single } from './sheet.ts'

/** Who signs below a document. */
export type SignatureBlock = {
  readonly role: SigningRole
  /** Above the signature, in capitals. */
  readonly title: string
  /** Below it; empty where nobody is named. */
  readonly name: string
  /** Common name of the certificate that must sign; null where the document does not know it. */
  readonly certificate: string | null
  /** The organ's seal over the left third of this signature, by its certificate's common name. */
  readonly seal?: { readonly certificate: string | null }
}

/** Part of the width that a block with a seal takes beside another. */
const SEALED_SHARE = 0.55
const INSET_MM = 3
const NAMES: Readonly<Record<SigningRole, string>> = {
  secretary: 'người ghi biên bản',
  chair: 'người chủ trì',
  organ: 'cơ quan, tổ chức (con dấu)',
  bridge: 'đại diện điểm cầu',
}

/**
 * Two blocks side by side, or one on the right, as one item that keeps with what stands above it. A draft has the room
 * for signing by hand but no fields.
 */
export function signatureItem(sheet: Sheet, blocks: readonly SignatureBlock[], draft: boolean): Item {
  const { x, width } = sheet.column
  const right = blocks.at(-1)
  const split = width * (right?.seal ? 1 - SEALED_SHARE : 0.5)
  const columns =
    blocks.length > 1
      ? [
          { x, width: split },
          { x: x + split, width: width - split },
        ]
      : [{ x: x + split, width: width - split }]
  const { signature } = sheet.profile
  const tall = mm(signature.heightMm)
  // The same for both, so that the names stand in line.
  const height = right?.seal ? Math.max(tall, mm(SEAL_MM)) : tall
  const stacks = blocks.map((block, index) => {
    const column = columns[index] as Column
    return [
      ...paragraphItems([single(sheet, signature.block, block.title)], column),
      gap(4),
      room(sheet, block, { ...column, height, tall }, draft),
      gap(4),
      ...(block.name ? paragraphItems([single(sheet, signature.name, block.name)], column) : []),
    ]
  })
  return sideBySide(stacks, { before: 18, glued: true })
}

type Column = { readonly x: number; readonly width: number }
/** `tall` is the signature's own height in the room. */
type Room = Column & { readonly height: number; readonly tall: number }
type Place = Pick<SignatureField, 'x' | 'y' | 'width' | 'height'>

/** Room for the signature, with its field and the seal's unless it is a draft. */
function room(sheet: Sheet, block: SignatureBlock, column: Room, draft: boolean): Item {
  const { height, tall } = column
  const seal = mm(SEAL_MM)
  const inset = mm(INSET_MM)
  const form = nodeFor(sheet, block.role)
  const sealForm = nodeFor(sheet, 'organ')
  return {
    height,
    before: 0,
    glued: true,
    draw(pen, top) {
      if (draft) return
      const field = (role: SigningRole, signer: string | null, place: Place, form: StructureNode) =>
        addSignatureField(pen, { name: role, tooltip: tooltipOf(role), signer, ...place }, form)
      const y = top + (height - tall) / 2
      if (!block.seal) {
        const place = { x: column.x + inset, y, width: column.width - 2 * inset, height: tall }
        field(block.role, block.certificate, place, form)
        return
      }
      // As wide as leaves the seal, which begins with the column, over this part of it.
      const width = (column.width - seal) / (1 - SEAL_COVERS)
      const own = { x: column.x + column.width - width, y, width, height: tall }
      field(block.role, block.certificate, own, form)
      const over = { x: column.x, y: top + (height - seal) / 2, width: seal, height: seal }
      field('organ', block.seal.certificate, over, sealForm)
    },
  }
}

function nodeFor(sheet: Sheet, role: SigningRole): StructureNode {
  return node('Form', sheet.root, { alt: tooltipOf(role) })
}

function tooltipOf(role: SigningRole): string {
  return `Chữ ký số của ${NAMES[role]}`
}
