import { parseArgs } from 'node:util'

export interface MinutesArguments {
  readonly clients: number
  readonly typing: number
  /** How long each window lasts (s). */
  readonly seconds: number
  readonly contributions: number
  readonly json: boolean
  /** File for the JSON. */
  readonly out: string | null
  /** Measures on a busy machine too. */
  readonly force: boolean
  /** Writes the tables into docs/MEASURED.md. */
  readonly write: boolean
}

export const USAGE =
  'npm run bench -- minutes [--clients 64] [--typing 8] [--seconds 15] [--contributions 500] [--json] [--out FILE] [--write] [--force]'

/** @returns null when they are wrong */
export function readArguments(args: readonly string[]): MinutesArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        clients: { type: 'string', default: '64' },
        typing: { type: 'string', default: '8' },
        seconds: { type: 'string', default: '15' },
        contributions: { type: 'string', default: '500' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    })
    const [clients, typing, seconds, contributions] = [
      Number(values.clients),
      Number(values.typing),
      Number(values.seconds),
      Number(values.contributions),
    ]
    const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
    if (!isCount(clients, 500) || !isCount(typing, clients) || clients < 2) return null
    if (!isCount(seconds, 600) || !isCount(contributions, 5000)) return null
    const { json, force, write, out = null } = values
    return { clients, typing, seconds, contributions, json, out, force, write }
  } catch {
    return null
  }
}
