import type { Vote } from '../../domain/votes.ts'
import { words } from '../messages/catalogue.ts'

/** The result as the minutes say it; null for a vote that has none. */
export function resultSentence({ question, state }: Vote): string | null {
  return state.kind === 'closed' ? words.votes.sentence(question, state.tally) : null
}
