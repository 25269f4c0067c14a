import { randomBytes } from 'node:crypto'
import type { Command } from '../../domain/commands.ts'
import type { BridgeFacts, ConferencePlan } from '../../domain/conference.ts'
import type { Actor } from '../../domain/rights.ts'
import type { Topic } from '../../domain/topics.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { CommandResult } from '../log/job.ts'

export interface Blueprint {
  readonly plan: ConferencePlan
  readonly topics: readonly Topic[]
  readonly bridges: readonly BridgeFacts[]
}

/**
 * Creates a conference on this node and makes the person its organiser. Done twice with the same id it is done once.
 * @throws AppError `conference/exists` when somebody else has that id
 */
export async function createConference(
  conferences: Conferences,
  { plan, topics, bridges }: Blueprint,
  asked: { readonly id?: string | undefined; readonly organiser: Extract<Actor, { kind: 'person' }> },
): Promise<string> {
  const id = asked.id ?? `hn-${randomBytes(6).toString('hex')}`
  const { organiser } = asked
  await conferences.prepare(id)
  const create: Command = { type: 'conference/create', plan, topics: [...topics], bridges: [...bridges] }
  demand(await conferences.command(id, `create:${id}`, create, organiser))
  const grant = {
    type: 'role/grant',
    person: organiser.person,
    named: { name: organiser.name, title: null },
    grant: { role: 'organiser', bridge: null },
  } as const
  demand(await conferences.command(id, `organise:${id}`, grant, { kind: 'system' }))
  return id
}

/** @throws AppError when the command was refused */
function demand(result: CommandResult): void {
  if (result.kind === 'refused') throw new AppError('conference/exists', { code: result.code })
}
