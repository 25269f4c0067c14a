/** What a written opinion may come as. */
export type AttachmentKind = 'pdf' | 'docx'

export const mediaTypes: Readonly<Record<AttachmentKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** How far into a file its head may stand: some programs write a few bytes before it. */
const HEAD_WITHIN = 1024

/** What a file is by its own bytes (ISO 32000-1, 7.5.2; ISO/IEC 29500-2), whatever it is called; null for anything else. */
export function kindOf(bytes: Buffer): AttachmentKind | null {
  if (bytes.subarray(0, HEAD_WITHIN).includes('%PDF-')) return 'pdf'
  const isZip = bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))
  return isZip && bytes.includes('[Content_Types].xml') && bytes.includes('word/document.xml') ? 'docx' : null
}
