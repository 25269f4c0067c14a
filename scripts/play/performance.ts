import type { ConferenceFile } from '../../domain/conference-file.ts'
import type { SimulatedClock } from '../../server/clock.ts'
import type { Cast, Player } from './cast.ts'
import type { Company } from './company.ts'
import type { Participant } from './participant.ts'

export interface Performance {
  readonly file: ConferenceFile
  /** The id under which the conference is created. */
  readonly conference: string
  readonly cast: Cast
  readonly company: Company
  readonly clock: SimulatedClock
  readonly newId: () => string
  /** Told how far the play is. */
  readonly progress: (what: string) => void
}

/** The three who are at their pages all the time. */
export interface Desk {
  readonly organiser: Participant
  readonly chair: Participant
  readonly secretary: Participant
}

/** Has somebody come to the conference, act there, and leave. */
export async function visit<T>(
  { company, conference }: Performance,
  player: Player,
  act: (at: Participant) => Promise<T>,
): Promise<T> {
  const at = await company.enter(player, conference)
  const result = await act(at)
  company.leave(at)
  return result
}

/** Commands that are sent at once: they go into few commits, in the order in which they were sent. */
const SENT_AT_ONCE = 50

/** Has one participant send many commands of which none waits for another's answer. */
export async function sendAll(
  by: Participant,
  commands: readonly Parameters<Participant['command']>[0][],
): Promise<void> {
  for (let from = 0; from < commands.length; from += SENT_AT_ONCE)
    await Promise.all(commands.slice(from, from + SENT_AT_ONCE).map((command) => by.command(command)))
}

export function playerAt(players: ReadonlyMap<string, Player>, bridge: string): Player {
  const player = players.get(bridge)
  if (!player) throw new RangeError(`nobody acts at ${bridge}`)
  return player
}

/** The number of an entry that a command has just led to. */
export function known(seq: number | null): number {
  if (seq === null) throw new RangeError('a command changed nothing')
  return seq
}
