/** What XML 1.0 (production 2, Char) allows in no file, escaped or not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text as an XML file can hold it: NFC, with U+FFFD for what XML cannot say. */
export function xmlText(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(FORBIDDEN, '\ufffd')
}

/** The same with markup escaped, for files that are written as strings. */
export function escapedXml(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
