import { Button } from '../design/button.tsx'
import type { MediaConnection } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { Message } from '../shell/message.tsx'

/** This page is out of the media room for good: the same hall is open elsewhere, or the browser cannot take part. */
export function RoomClosed({
  reason,
}: {
  readonly reason: Extract<MediaConnection, { kind: 'closed' }>['reason']
}) {
  const unsupported = reason === 'unsupported-browser'
  return (
    <Message
      title={unsupported ? words.hall.unsupported : words.hall.takenOver}
      acts={
        !unsupported && (
          <Button tone="primary" size="big" onPress={() => location.reload()}>
            {words.hall.useHere}
          </Button>
        )
      }
    >
      {unsupported ? words.hall.unsupportedWhat : words.hall.takenOverWhat}
    </Message>
  )
}
