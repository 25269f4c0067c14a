import Type, { type Static } from 'typebox'
import { type ConferenceCommand, conferenceCommands } from './conference.ts'
import { type ContributionCommand, contributionCommands } from './contributions.ts'
import { type FloorCommand, floorCommands } from './floor.ts'
import { type MinutesCommand, minutesCommands } from './minutes.ts'
import { type RehearsalCommand, rehearsalCommands } from './rehearsal.ts'
import { type StageCommand, stageCommands } from './stage.ts'

/** What a page may send. Anything else is malformed. */
export const PublicCommand = Type.Union([
  ...conferenceCommands,
  ...rehearsalCommands,
  ...floorCommands,
  ...stageCommands,
  ...contributionCommands,
  ...minutesCommands,
])
export type PublicCommand = Static<typeof PublicCommand>

/** Also what the server asks for on its own account. */
export type Command =
  | ConferenceCommand
  | RehearsalCommand
  | FloorCommand
  | StageCommand
  | ContributionCommand
  | MinutesCommand

export type CommandType = Command['type']

/** Names a command: retries carry the same id and get the same answer. */
export const CommandId = Type.String({ minLength: 8, maxLength: 100, pattern: '^[A-Za-z0-9:._-]+$' })
