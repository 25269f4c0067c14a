/** The files that a conference can be taken out as, beside the JSON of everything. */
export const outFiles = [
  'minutes.pdf',
  'minutes.docx',
  'synthesis.pdf',
  'synthesis.docx',
  'contributions.xlsx',
  'contributions.csv',
  'ledger.xlsx',
  'ledger.csv',
  'attendance.pdf',
  'attendance.xlsx',
  'attendance.csv',
  'notice.pdf',
  'debate.xml',
] as const
export type OutFile = (typeof outFiles)[number]
