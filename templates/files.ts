import { attendanceDocument, renderAttendance } from './attendance.ts'
import { debateXml } from './debate.ts'
import { renderMinutes } from './minutes.ts'
import { renderMinutesDocx } from './minutes-docx.ts'
import { renderNotice } from './notice.ts'
import type { OutFile } from './out-file.ts'
import type { RecordView } from './record-view.ts'
import { attendanceSheets } from './sheet/attendance.ts'
import { contributionsSheet } from './sheet/contributions.ts'
import { csvOf } from './sheet/csv.ts'
import { ledgerSheet } from './sheet/ledger.ts'
import type { SheetView } from './sheet/sheet-view.ts'
import { xlsxOf } from './sheet/xlsx.ts'
import { renderSynthesis } from './synthesis.ts'
import { renderSynthesisDocx } from './synthesis-docx.ts'

/**
 * One of the files that a conference can be taken out as.
 * @throws {MissingGlyphError} where a PDF cannot show a character.
 */
export async function renderFile(view: RecordView, file: OutFile): Promise<Uint8Array> {
  switch (file) {
    case 'minutes.pdf':
      return renderMinutes(view.minutes)
    case 'minutes.docx':
      return renderMinutesDocx(view.minutes)
    case 'synthesis.pdf':
      return renderSynthesis(view.synthesis)
    case 'synthesis.docx':
      return renderSynthesisDocx(view.synthesis)
    case 'attendance.pdf':
      return renderAttendance(attendanceDocument(view))
    case 'notice.pdf':
      return renderNotice(view.notice)
    case 'debate.xml':
      return debateXml(view)
    case 'contributions.xlsx':
    case 'ledger.xlsx':
    case 'attendance.xlsx':
      return xlsxOf(sheetsOf(view, file), view.synthesis.madeAt)
    case 'contributions.csv':
    case 'ledger.csv':
    case 'attendance.csv':
      return csvOf(sheetsOf(view, file)[0])
  }
}

function sheetsOf(view: RecordView, file: OutFile): readonly [SheetView, ...SheetView[]] {
  if (file.startsWith('ledger')) return [ledgerSheet(view)]
  return file.startsWith('attendance') ? attendanceSheets(view) : [contributionsSheet(view)]
}
