import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '..', '..', 'docs', 'MEASURED.md')
const heading = '# What was measured\n'

/** One line of docs/MEASURED.md about a long run: what was done, with which seed, and what was found. */
export function recordMeasurement(what: string): void {
  const day = new Date().toISOString().slice(0, 10)
  const text = `- ${day}, ${what}\n`
  appendFileSync(file, existsSync(file) ? text : `${heading}\n${text}`)
}
