import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Comma, double quote, UTF-8, from the first line; every sheet into a file of its own. */
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'

/**
 * Lets LibreOffice open files and save them as text: documents as plain text, each sheet of a workbook as CSV. The
 * names of what comes out, with their text.
 */
export function openInOffice(
  files: Readonly<Record<string, Uint8Array>>,
  as: 'txt:Text (encoded):UTF8' | typeof AS_CSV | 'docx:MS Word 2007 XML' | 'pdf',
): Readonly<Record<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-office-'))
  try {
    const names = Object.keys(files)
    for (const name of names) writeFileSync(join(folder, name), files[name] ?? '')
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        as,
        '--outdir',
        join(folder, 'out'),
        ...names.map((name) => join(folder, name)),
      ],
      { stdio: 'ignore', timeout: 240_000, env: { ...process.env, HOME: folder } },
    )
    return Object.fromEntries(
      readdirSync(join(folder, 'out')).map((name) => [name, readFileSync(join(folder, 'out', name))]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const asCsv = AS_CSV
export const asText = 'txt:Text (encoded):UTF8'
export const asDocx = 'docx:MS Word 2007 XML'

/** The records of a CSV text (RFC 4180). */
export function csvRecords(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter !== '"') field += letter
      else if (text[at + 1] === '"') field += text[at++]
      else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',' || letter === '\n') {
      record.push(field)
      field = ''
      if (letter === '\n') {
        records.push(record)
        record = []
      }
    } else if (letter !== '\r') field += letter
  }
  if (field || record.length > 0) records.push([...record, field])
  return records
}
