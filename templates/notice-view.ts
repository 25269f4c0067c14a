import type { ProseNode } from '../domain/prose.ts'
import type { DocumentView } from './draw-document.ts'
import type { MinutesTask, Person, Signer } from './minutes-view.ts'

/**
 * Everything that the notice of the conclusion shows. Instants are milliseconds since 1970 (UTC). The same view gives
 * the same bytes.
 */
export type NoticeView = DocumentView & {
  /** The full text; of a draft with dots for the figure. */
  readonly number: string
  /** Where it is given out; null where nobody has said. */
  readonly place: string | null
  /** When it took its number; null for a draft. */
  readonly issuedAt: number | null
  readonly startedAt: number
  readonly madeAt: number
  /** The full text of the minutes' number; null before there is one. */
  readonly minutesNumber: string | null
  /** The halls of the plan, the central one among them. */
  readonly bridges: number
  /** How many beside the central one were ever connected; null where no line of any was ever seen. */
  readonly connected: number | null
  readonly chair: Person
  readonly conclusion: ProseNode | null
  readonly tasks: readonly MinutesTask[]
  readonly signer: Signer
  readonly recipients: readonly string[]
}
