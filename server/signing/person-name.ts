/**
 * Whether two writings name one person: letters, marks and order count; capitals, runs of spaces, the encoding of
 * marks (NFC) and the two usual places of the mark in `oa`, `oe`, `uy` (`Hòa`, `Hoà`) do not.
 */
export function isSameName(a: string, b: string): boolean {
  return foldedName(a) === foldedName(b)
}

const marks = '[\u0300\u0301\u0303\u0309\u0323]'
const markOnFirst = new RegExp(`(o)(${marks})([ae])|(u)(${marks})(y)`, 'g')

function foldedName(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replace(markOnFirst, (_whole, o = '', oMark = '', after = '', u = '', uMark = '', y = '') =>
      [o, u, after, y, oMark, uMark].join(''),
    )
    .normalize('NFC')
}
