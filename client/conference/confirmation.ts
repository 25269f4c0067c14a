import type { Contribution } from '../../domain/contributions.ts'

/** Whether the bridge stands by the text as it is now; `seq` is the number of the text's last update. */
export type ConfirmationState = 'none' | 'confirmed' | 'changed'

export function confirmationState(contribution: Contribution, seq: number): ConfirmationState {
  const { confirmation } = contribution
  if (confirmation.kind === 'none') return 'none'
  return seq > confirmation.docSeq ? 'changed' : 'confirmed'
}
