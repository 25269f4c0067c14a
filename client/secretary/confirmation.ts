import type { Contribution } from '../../domain/contributions.ts'

/** Each state of a confirmation by the tag that shows it. */
export const tones = { none: 'plain', confirmed: 'kept', changed: 'need' } as const

/** Whether the bridge has confirmed the text, and the text is still that one; `seq` undefined: as far as is known. */
export function confirmationOf(
  { confirmation }: Pick<Contribution, 'confirmation'>,
  seq: number | undefined,
): keyof typeof tones {
  if (confirmation.kind === 'none') return 'none'
  return seq !== undefined && seq > confirmation.docSeq ? 'changed' : 'confirmed'
}
