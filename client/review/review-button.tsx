import type { DocumentId } from '../../domain/prose.ts'
import { useConference } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'

/** Opens and closes the review of a text; says how many remarks wait. */
export function ReviewButton({
  document,
  isOpen,
  onPress,
  size = 'usual',
  keys,
}: {
  readonly document: DocumentId
  readonly isOpen: boolean
  readonly onPress: () => void
  readonly size?: 'usual' | 'big'
  readonly keys?: string
}) {
  const { comments } = useConference()
  const waiting = comments.filter((held) => held.document === document && held.resolvedAt === null).length
  return (
    <Button
      size={size}
      aria-expanded={isOpen}
      onPress={onPress}
      {...(keys === undefined ? {} : { keys, 'aria-keyshortcuts': keys.replace(' ', '+') })}
    >
      {words.review.open}
      {waiting > 0 && ` · ${words.review.openComments(waiting)}`}
    </Button>
  )
}
