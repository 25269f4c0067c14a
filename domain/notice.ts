import Type, { type Static } from 'typebox'
import type { RegisterNumber } from './minutes.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import type { Instant } from './time.ts'

/** The notice of the conclusion, given out under a number of its own; corrected minutes leave it its number. */
export interface Notice {
  readonly number: RegisterNumber<'notice'>
  readonly at: Instant
}

export type NoticeEvent = { readonly type: 'notice-numbered'; readonly number: RegisterNumber<'notice'> }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const noticeCommands = [object({ type: Type.Literal('notice/number') })] as const

export const noticeServerCommands = [
  /** `notice/number` once the server has reserved the number. */
  object({
    type: Type.Literal('notice/numbered'),
    number: object({
      body: Type.String(),
      kind: Type.Literal('notice'),
      term: Type.String(),
      number: Type.Integer({ minimum: 1 }),
    }),
  }),
] as const

export type NoticeCommand =
  | Static<(typeof noticeCommands)[number]>
  | Static<(typeof noticeServerCommands)[number]>

/** Whether the notice is still a draft: until it has a number, and while minutes are put right. */
export function isNoticeDraft({ notice, minutes }: ConferenceState): boolean {
  return notice === null || minutes.kind !== 'sealed' || !isSignedByChair(minutes)
}

/** Why the notice takes no number; undefined when it may, or has one. */
export function noticeProblem({ notice, minutes }: ConferenceState): Refused | undefined {
  if (notice) return undefined
  if (minutes.kind !== 'sealed') return refuse('minutes/not-sealed')
  return isSignedByChair(minutes) ? undefined : refuse('minutes/not-signed')
}

export function decideNotice(
  state: ConferenceState,
  command: NoticeCommand,
): readonly NoticeEvent[] | Refused {
  const problem = noticeProblem(state)
  if (problem) return problem
  if (state.notice) return []
  if (command.type === 'notice/number') return refuse('command/malformed', { what: 'ungathered number' })
  return [{ type: 'notice-numbered', number: command.number }]
}

export function evolveNotice(state: ConferenceState, event: NoticeEvent, at: Instant): ConferenceState {
  return { ...state, notice: { number: event.number, at } }
}

function isSignedByChair(minutes: Extract<ConferenceState['minutes'], { kind: 'sealed' }>): boolean {
  return minutes.signatures.some(({ field }) => field === 'chair')
}
