import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Ledger } from './workers.ts'

const file = join(import.meta.dirname, '..', '..', 'docs', 'MEASURED.md')
const heading = '# What was measured\n'

/** One line of docs/MEASURED.md about a long run. */
export function appendMeasurement(run: {
  readonly seed: number
  readonly kills: { readonly server: number; readonly database: number }
  readonly ledger: Ledger
  readonly found: { readonly entries: number; readonly updates: number }
}): void {
  const { seed, kills, ledger, found } = run
  const day = new Date().toISOString().slice(0, 10)
  const text =
    `- ${day}, kill -9 at random (seed ${seed}): server ${kills.server} times, PostgreSQL ${kills.database} times; ` +
    `${ledger.commands.length} acknowledged commands and ${ledger.updates.length} acknowledged updates all there ` +
    `among ${found.entries} entries and ${found.updates} updates, none twice, the chain whole.\n`
  appendFileSync(file, existsSync(file) ? text : `${heading}\n${text}`)
}
