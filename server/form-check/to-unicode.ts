import type { Budget } from '../signing/pdf/budget.ts'
import { PdfError } from '../signing/pdf/pdf-error.ts'

const MOST_CODES = 65_536

/**
 * What the codes of a font stand for (ISO 32000-1, 9.10.3): its bfchar and bfrange sections.
 * @throws PdfError `too-complex`
 */
export function readToUnicode(data: Uint8Array, budget: Budget): ReadonlyMap<number, string> {
  budget.spend(data.length)
  const source = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')
  const codes = new Map<number, string>()
  const set = (code: number, text: string) => {
    if (codes.size >= MOST_CODES) throw new PdfError('too-complex', 'more codes than a font can have')
    budget.spend(1)
    codes.set(code, text)
  }
  for (const section of sections(source)) {
    const tokens = section.body.match(/<[0-9a-fA-F\s]*>|\[|\]/g) ?? []
    budget.spend(tokens.length)
    if (section.kind === 'bfchar')
      for (let at = 0; at + 1 < tokens.length; at += 2) set(codeOf(tokens[at]), textOf(tokens[at + 1]))
    else readRanges(tokens, set)
  }
  return codes
}

function* sections(source: string): Generator<{ kind: 'bfchar' | 'bfrange'; body: string }> {
  const begins = /begin(bfchar|bfrange)/g
  for (let found = begins.exec(source); found; found = begins.exec(source)) {
    const kind = found[1] as 'bfchar' | 'bfrange'
    const end = source.indexOf(`end${kind}`, begins.lastIndex)
    if (end < 0) return
    yield { kind, body: source.slice(begins.lastIndex, end) }
    begins.lastIndex = end
  }
}

function readRanges(tokens: readonly string[], set: (code: number, text: string) => void): void {
  for (let at = 0; at + 2 < tokens.length; ) {
    const [first, last] = [codeOf(tokens[at]), codeOf(tokens[at + 1])]
    at += 2
    if (tokens[at] === '[') {
      for (let code = first; tokens[++at] !== ']' && at < tokens.length; code++) set(code, textOf(tokens[at]))
      at++
    } else {
      const start = textOf(tokens[at++])
      const point = start.codePointAt(start.length - 1) ?? 0
      for (let code = first; code <= last; code++)
        set(code, start.slice(0, -1) + String.fromCodePoint(Math.min(point + code - first, 0x10ffff)))
    }
  }
}

const digits = (token: string | undefined) => (token ?? '').replace(/[^0-9a-fA-F]/g, '')

function codeOf(token: string | undefined): number {
  return Number.parseInt(digits(token).slice(0, 8) || '0', 16)
}

function textOf(token: string | undefined): string {
  const hex = digits(token)
  const bytes = Buffer.from(
    hex.length % 4 === 0 ? hex : hex.padStart(hex.length + 4 - (hex.length % 4), '0'),
    'hex',
  )
  return bytes.swap16().toString('utf16le')
}
