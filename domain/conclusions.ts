import Type, { type Static } from 'typebox'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import { Line, Ref, Wording } from './text.ts'

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** A day of the calendar, `YYYY-MM-DD`. */
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const Task = object({
  work: Wording,
  /** The body that answers for it, and those that help. */
  lead: Line,
  coordinating: Type.Array(Line, { maxItems: 50 }),
  /** By when; null where the chair set no day. */
  due: Type.Union([Day, Type.Null()]),
})

/** One item of the conclusion: what is to be done, by whom, until when. */
export type ConcludedTask = Readonly<Static<typeof Task>> & { readonly id: Ref }

export type ConclusionEvent =
  | { readonly type: 'task-added'; readonly task: Static<typeof Task> }
  | { readonly type: 'task-changed'; readonly task: Ref; readonly to: Static<typeof Task> }
  | { readonly type: 'task-moved'; readonly task: Ref; readonly place: number }
  | { readonly type: 'task-removed'; readonly task: Ref }

export const conclusionCommands = [
  object({ type: Type.Literal('conclusion/add'), task: Task }),
  object({ type: Type.Literal('conclusion/change'), task: Ref, to: Task }),
  /** `place` counts from 0. */
  object({
    type: Type.Literal('conclusion/move'),
    task: Ref,
    place: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  object({ type: Type.Literal('conclusion/remove'), task: Ref }),
] as const
export type ConclusionCommand = Static<(typeof conclusionCommands)[number]>

/** Most items of one conclusion. */
export const MOST_TASKS = 500

export function decideConclusions(
  state: ConferenceState,
  command: ConclusionCommand,
): readonly ConclusionEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  if (command.type === 'conclusion/add') {
    if (state.tasks.length >= MOST_TASKS) return refuse('conclusion/too-many', { most: MOST_TASKS })
    return isDay(command.task.due)
      ? [{ type: 'task-added', task: command.task }]
      : refuse('command/malformed', { what: 'due' })
  }
  const index = state.tasks.findIndex((task) => task.id === command.task)
  if (index < 0) return refuse('conclusion/unknown-task')
  switch (command.type) {
    case 'conclusion/change':
      return isDay(command.to.due)
        ? [{ type: 'task-changed', task: command.task, to: command.to }]
        : refuse('command/malformed', { what: 'due' })
    case 'conclusion/move': {
      const place = Math.min(command.place, state.tasks.length - 1)
      return place === index ? [] : [{ type: 'task-moved', task: command.task, place }]
    }
    case 'conclusion/remove':
      return [{ type: 'task-removed', task: command.task }]
  }
}

export function evolveConclusions(state: ConferenceState, event: ConclusionEvent, seq: Ref): ConferenceState {
  switch (event.type) {
    case 'task-added':
      return { ...state, tasks: [...state.tasks, { ...event.task, id: seq }] }
    case 'task-changed':
      return {
        ...state,
        tasks: state.tasks.map((task) => (task.id === event.task ? { ...event.to, id: task.id } : task)),
      }
    case 'task-moved': {
      const moved = state.tasks.find((task) => task.id === event.task)
      if (!moved) return state
      const rest = state.tasks.filter((task) => task !== moved)
      return { ...state, tasks: rest.toSpliced(event.place, 0, moved) }
    }
    case 'task-removed':
      return { ...state, tasks: state.tasks.filter((task) => task.id !== event.task) }
  }
}

function isDay(due: string | null): boolean {
  if (due === null) return true
  const time = Date.parse(`${due}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(due)
}
