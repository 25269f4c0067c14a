/** How a count is written, by the name of its format (ISO/IEC 29500-1, 17.18.59); unknown ones are decimal. */
export function formattedNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
      return ''
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'upperLetter':
      return letter(value)
    case 'lowerLetter':
      return letter(value).toLowerCase()
    case 'decimalZero':
      return String(value).padStart(2, '0')
    default:
      return String(value)
  }
}

const worths = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const

/** As far as letters are written: beyond, a program writes digits. */
const MOST_ROMAN = 3999
const MOST_LETTERS = 780

function roman(value: number): string {
  if (value < 1 || value > MOST_ROMAN) return String(value)
  let left = value
  let text = ''
  for (const [sign, worth] of worths) {
    text += sign.repeat(Math.floor(left / worth))
    left %= worth
  }
  return text
}

/** A, B … Z, AA, BB: the letter again for each time through the alphabet. */
function letter(value: number): string {
  if (value < 1 || value > MOST_LETTERS) return String(value)
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
}
