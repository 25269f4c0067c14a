import type { SignatureField } from '../pdf/fields.ts'
import { signatureFields } from '../pdf/fields.ts'
import type { PdfView } from '../pdf/pdf-file.ts'
import { as, type PdfDict } from '../pdf/values.ts'
import { pageObjects } from './places.ts'

const maxAnnotations = 2_000

type Box = readonly [left: number, bottom: number, right: number, top: number]

/**
 * Signature fields that something else on their page overlaps. Two prepared fields may: the organ's seal stands on a
 * part of the chair's signature.
 */
export function overlaps(
  view: PdfView,
  prepared: readonly SignatureField[],
): { readonly field: string; readonly page: number }[] {
  const names = new Map(signatureFields(view).map((field) => [field.objectNumber, field.name]))
  if (names.size === 0) return []
  const allowed = new Set(prepared.map((field) => field.objectNumber))
  const found: { field: string; page: number }[] = []
  for (const [index, { dict }] of pageObjects(view).entries()) {
    const list = as('array', view.resolve(dict.entries.get('Annots')))?.items ?? []
    const boxes = list.slice(0, maxAnnotations).flatMap((item) => {
      const number = as('reference', item)?.number ?? -1
      const box = boxOf(view, as('dict', view.resolve(item)))
      return box ? [{ number, box }] : []
    })
    for (const { number, box } of boxes) {
      const field = names.get(number)
      const covered = boxes.some((other) => {
        if (other.number === number || !cross(box, other.box)) return false
        return !(allowed.has(number) && allowed.has(other.number))
      })
      if (field !== undefined && covered) found.push({ field, page: index + 1 })
    }
  }
  return found
}

/** Undefined for what has no area. */
function boxOf(view: PdfView, annotation: PdfDict | undefined): Box | undefined {
  const numbers = as('array', view.resolve(annotation?.entries.get('Rect')))?.items.map((item) => {
    const value = view.resolve(item)
    return typeof value === 'number' ? value : Number.NaN
  })
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers ?? []
  const box: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
  return box[0] < box[2] && box[1] < box[3] ? box : undefined
}

function cross(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
