import { parseArgs } from 'node:util'

export interface DocumentArguments {
  readonly contributions: number
  /** How often it is measured, each time in a fresh process. */
  readonly runs: number
  readonly json: boolean
  /** File for the JSON. */
  readonly out: string | null
  /** Measures on a busy machine too. */
  readonly force: boolean
  /** Writes the tables into docs/MEASURED.md. */
  readonly write: boolean
}

export const USAGE =
  'npm run bench -- documents [--contributions 500] [--runs 3] [--json] [--out FILE] [--write] [--force]'

/** @returns null when they are wrong */
export function readArguments(args: readonly string[]): DocumentArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        contributions: { type: 'string', default: '500' },
        runs: { type: 'string', default: '3' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    })
    const [contributions, runs] = [Number(values.contributions), Number(values.runs)]
    const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
    if (!isCount(contributions, 5000) || !isCount(runs, 50)) return null
    const { json, force, write, out = null } = values
    return { contributions, runs, json, out, force, write }
  } catch {
    return null
  }
}
