import type { Contribution } from '../../domain/contributions.ts'
import { contributionDocument } from '../../domain/prose.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import { ReviewButton } from './review-button.tsx'
import { ReviewDrawer } from './review-drawer.tsx'

/** The review of one of a bridge's own contributions. */
export function OpinionReview({
  contribution,
  title,
  session,
  isOpen,
  onOpen,
}: {
  readonly contribution: Contribution
  readonly title: string
  readonly session: ProseSession | null
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}) {
  const document = contributionDocument(contribution.id)
  return (
    <>
      <ReviewButton document={document} isOpen={isOpen} size="big" onPress={() => onOpen(!isOpen)} />
      {isOpen && session && (
        <ReviewDrawer
          document={document}
          bridge={contribution.bridge}
          title={title}
          session={session}
          onClose={() => onOpen(false)}
        />
      )}
    </>
  )
}
