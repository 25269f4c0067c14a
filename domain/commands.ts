import Type, { type Static } from 'typebox'
import { type AttendanceCommand, attendanceCommands } from './attendance.ts'
import { type ConclusionCommand, conclusionCommands } from './conclusions.ts'
import { type ConferenceCommand, conferenceCommands } from './conference.ts'
import { type ConfirmationCommand, confirmationCommands } from './confirmation.ts'
import { type ContributionCommand, contributionCommands } from './contribution-commands.ts'
import { type FloorCommand, floorCommands } from './floor.ts'
import { type LedgerCommand, ledgerCommands } from './ledger.ts'
import { type MinutesCommand, minutesCommands, signingCommands } from './minutes-commands.ts'
import { type NoticeCommand, noticeCommands } from './notice.ts'
import { type RecordingCommand, recordingCommands } from './recording.ts'
import { type RehearsalCommand, rehearsalCommands } from './rehearsal.ts'
import { type ReviewCommand, reviewCommands } from './review.ts'
import { type StageCommand, stageCommands } from './stage.ts'
import { type SynthesisCommand, synthesisCommands } from './synthesis-commands.ts'
import { type TopicCommand, topicCommands } from './topics.ts'
import { type VoteCommand, voteCommands } from './votes.ts'

/** What a page may send. Anything else is malformed. */
export const PublicCommand = Type.Union([
  ...conferenceCommands,
  ...topicCommands,
  ...rehearsalCommands,
  ...attendanceCommands,
  ...floorCommands,
  ...stageCommands,
  ...recordingCommands,
  ...contributionCommands,
  ...confirmationCommands,
  ...ledgerCommands,
  ...synthesisCommands,
  ...voteCommands,
  ...conclusionCommands,
  ...reviewCommands,
  ...minutesCommands,
  ...signingCommands,
  ...noticeCommands,
])
export type PublicCommand = Static<typeof PublicCommand>

/** Also what the server asks for on its own account. */
export type Command =
  | ConferenceCommand
  | TopicCommand
  | RehearsalCommand
  | AttendanceCommand
  | FloorCommand
  | StageCommand
  | RecordingCommand
  | ContributionCommand
  | ConfirmationCommand
  | LedgerCommand
  | SynthesisCommand
  | VoteCommand
  | ConclusionCommand
  | ReviewCommand
  | MinutesCommand
  | NoticeCommand

export type CommandType = Command['type']

/** Names a command: retries carry the same id and get the same answer. */
export const CommandId = Type.String({ minLength: 8, maxLength: 100, pattern: '^[A-Za-z0-9:._-]+$' })
