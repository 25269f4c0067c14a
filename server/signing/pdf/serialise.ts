import type { PdfValue } from './values.ts'

/** PDF syntax of a value. Streams are written with their stated dictionary, `/Length` corrected. */
export function serialise(value: PdfValue): Buffer {
  const parts: Buffer[] = []
  write(value, parts)
  return Buffer.concat(parts)
}

function write(value: PdfValue, out: Buffer[]): void {
  const text = (string: string) => out.push(Buffer.from(string, 'latin1'))
  if (value === null || typeof value === 'boolean') text(String(value))
  else if (typeof value === 'number') text(numeral(value))
  else if (value.kind === 'name') text(`/${escapeName(value.name)}`)
  else if (value.kind === 'string') text(stringToken(value.bytes))
  else if (value.kind === 'reference') text(`${value.number} ${value.generation} R`)
  else if (value.kind === 'array') {
    text('[')
    for (const [index, item] of value.items.entries()) {
      if (index > 0) text(' ')
      write(item, out)
    }
    text(']')
  } else if (value.kind === 'dict') {
    text('<<')
    for (const [key, item] of value.entries) {
      text(` /${escapeName(key)} `)
      write(item, out)
    }
    text(' >>')
  } else {
    const entries = new Map([...value.dict.entries, ['Length', value.raw.length] as const])
    write({ kind: 'dict', entries }, out)
    text('\nstream\n')
    out.push(Buffer.from(value.raw))
    text('\nendstream')
  }
}

function numeral(value: number): string {
  const plain = String(value)
  return plain.includes('e') ? value.toFixed(10).replace(/\.?0+$/, '') : plain
}

function escapeName(text: string): string {
  return text.replace(/[^\x21-\x7e]|[()<>[\]{}/%#]/g, (character) => {
    return `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
}

function stringToken(bytes: Uint8Array): string {
  const text = Buffer.from(bytes)
  if (text.every((byte) => byte >= 0x20 && byte <= 0x7e)) {
    return `(${text.toString('latin1').replace(/[\\()]/g, '\\$&')})`
  }
  return `<${text.toString('hex')}>`
}
