import { PRODUCER } from '../pdf/xmp.ts'
import { settledZip } from '../settled-zip.ts'
import { escapedXml } from '../xml-text.ts'
import type { SheetView } from './sheet-view.ts'
import { worksheetXml } from './worksheet.ts'
import { STYLES_XML } from './xlsx-styles.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * Tables as a SpreadsheetML workbook (ECMA-376), one sheet each. Texts are texts, never formulas; `createdAt` is in
 * milliseconds since 1970 (UTC). The same tables give the same bytes.
 */
export function xlsxOf(sheets: readonly SheetView[], createdAt: number): Uint8Array {
  const names = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`)
  const at = `${new Date(createdAt).toISOString().slice(0, 19)}Z`
  const title = escapedXml(sheets[0]?.title ?? '')
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${names.map((name) => `<Override PartName="/xl/${name}" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:creator>${PRODUCER}</dc:creator><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}/relationships"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escapedXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${names.map((name, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/relationships/worksheet" Target="${name}"/>`).join('')}<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
    ],
  ]
  const encoder = new TextEncoder()
  return settledZip({
    ...Object.fromEntries(parts.map(([name, xml]) => [name, encoder.encode(DECLARATION + xml)])),
    'xl/styles.xml': encoder.encode(STYLES_XML),
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/${names[index]}`, encoder.encode(worksheetXml(sheet))]),
    ),
  })
}
