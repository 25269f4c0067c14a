import { attendanceBlocks } from './attendance/blocks.ts'
import { drawDocument } from './draw-document.ts'
import { signatureItem } from './page/signatures.ts'
import type { RecordView } from './record-view.ts'

/** What the attendance list shows of the record. */
export type AttendanceDocument = ReturnType<typeof attendanceDocument>

/** The part of a record that the attendance list shows: nothing of what was said. */
export function attendanceDocument({ minutes, attendance }: RecordView) {
  const { profile, profileOverrides, demonstration, draft, superior, body, subject, simulatedClock, log } =
    minutes
  const { place = null, startedAt, endedAt, sealedAt, signers, number } = minutes
  return {
    profile,
    profileOverrides,
    demonstration,
    draft,
    superior,
    body,
    subject,
    simulatedClock,
    log,
    place,
    startedAt,
    endedAt,
    madeAt: sealedAt,
    minutesNumber: number,
    signer: signers.secretary,
    ...attendance,
  }
}

/**
 * Who was there, bridge by bridge, as a PDF 1.7 file (tagged, PDF/A-3a in intent) with an empty signature field
 * `secretary`, none in a draft. The same view gives the same bytes.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function renderAttendance(view: AttendanceDocument): Promise<Uint8Array> {
  const { signer, draft } = view
  return drawDocument(view, {
    kind: 'attendance',
    blocks: attendanceBlocks(view),
    closing: (sheet) => {
      const title = signer.block ?? sheet.profile.documents.attendance.signatures.secretary ?? ''
      const block = { role: 'secretary', title, name: signer.name, certificate: signer.name } as const
      return [signatureItem(sheet, [block], draft)]
    },
    createdAt: view.madeAt,
    seed: JSON.stringify(view),
  })
}
