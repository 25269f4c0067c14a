/** What of a TrueType program the rules compare with what the file says of it. */
export type FontProgram = {
  readonly glyphs: number
  /** Advance of a glyph in thousandths of the em. */
  readonly width: (glyph: number) => number
}

/**
 * Reads the tables `head`, `hhea`, `maxp` and `hmtx` of a TrueType program (ISO/IEC 14496-22).
 * @throws RangeError when one is not there
 */
export function readFontProgram(program: Buffer): FontProgram {
  const tables = new Map(
    Array.from({ length: program.readUInt16BE(4) }, (_, index) => {
      const at = 12 + index * 16
      return [program.toString('latin1', at, at + 4), program.readUInt32BE(at + 8)] as const
    }),
  )
  const table = (tag: string): number => {
    const at = tables.get(tag)
    if (at === undefined) throw new RangeError(`no table ${tag}`)
    return at
  }
  const unitsPerEm = program.readUInt16BE(table('head') + 18)
  const measured = program.readUInt16BE(table('hhea') + 34)
  const advances = table('hmtx')
  return {
    glyphs: program.readUInt16BE(table('maxp') + 4),
    width: (glyph) =>
      (program.readUInt16BE(advances + 4 * Math.min(glyph, measured - 1)) * 1000) / unitsPerEm,
  }
}
