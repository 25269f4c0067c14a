import type { ConcludedTask } from '../../domain/conclusions.ts'

type Task = Omit<ConcludedTask, 'id'>

/** An item as it is typed. */
export interface TaskFields {
  readonly work: string
  readonly lead: string
  /** One body a line. */
  readonly coordinating: string
  /** `YYYY-MM-DD`, or empty. */
  readonly due: string
}

export const emptyFields: TaskFields = { work: '', lead: '', coordinating: '', due: '' }

export function fieldsOf({ work, lead, coordinating, due }: Task): TaskFields {
  return { work, lead, coordinating: coordinating.join('\n'), due: due ?? '' }
}

export function taskFrom({ work, lead, coordinating, due }: TaskFields): {
  work: string
  lead: string
  coordinating: string[]
  due: string | null
} {
  const bodies = coordinating.split(/[\n;]/).map((body) => body.trim())
  return {
    work: work.trim(),
    lead: lead.trim(),
    coordinating: [...new Set(bodies.filter((body) => body !== ''))],
    due: due === '' ? null : due,
  }
}
