import { parseArgs } from 'node:util'

export interface MediaArguments {
  readonly bridges: readonly number[]
  readonly seconds: number
  readonly json: boolean
  /** File for the JSON. */
  readonly out: string | null
  /** Measures on a busy machine too. */
  readonly force: boolean
  /** Whether two browsers take part at the national size. */
  readonly browsers: boolean
  /** Writes the tables into docs/MEASURED.md. */
  readonly write: boolean
}

export const USAGE =
  'npm run bench -- media [--bridges 8,16,32,64,128] [--seconds 20] [--json] [--out FILE] [--write] [--no-browsers] [--force]'

const FEWEST_BRIDGES = 4
const MOST_BRIDGES = 256

/** @returns null when they are wrong */
export function readArguments(args: readonly string[]): MediaArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        bridges: { type: 'string', default: '8,16,32,64,128' },
        seconds: { type: 'string', default: '20' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        'no-browsers': { type: 'boolean', default: false },
      },
    })
    const bridges = values.bridges.split(',').map(Number)
    const seconds = Number(values.seconds)
    const rightSize = (size: number) =>
      Number.isInteger(size) && size >= FEWEST_BRIDGES && size <= MOST_BRIDGES
    if (!bridges.every(rightSize) || !(seconds >= 1 && seconds <= 600)) return null
    const { json, force, write, out = null } = values
    return { bridges, seconds, json, out, force, write, browsers: !values['no-browsers'] }
  } catch {
    return null
  }
}
