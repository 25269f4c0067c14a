import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const measuredFile = join(import.meta.dirname, '..', 'docs', 'MEASURED.md')

/** Puts the tables under their heading (`## …`) in docs/MEASURED.md, in the place of those that stood there before. */
export function writeMeasured(heading: string, command: string, report: string): void {
  const text = readFileSync(measuredFile, 'utf8')
  const section = `${heading}\n\nBy \`${command}\`.\n\n${report}`
  const at = text.indexOf(`${heading}\n`)
  const after = at < 0 ? -1 : text.indexOf('\n## ', at)
  const head = at < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, at)
  writeFileSync(measuredFile, head + section + (after < 0 ? '' : text.slice(after)))
}
