import { useCallback, useEffect, useState } from 'react'
import { useMediaRoom } from '../conference/media-room.ts'
import type { HallMedia } from '../media/index.ts'
import { HallFrame } from './hall-frame.tsx'
import { allowedBefore, HALL_SOURCES } from './hall-start.ts'
import { Screen } from './screen.tsx'
import { StartScreen } from './start-screen.tsx'

/** The room device of a bridge: its camera and microphone, and the large picture that the hall looks at. */
export function HallPage() {
  return <HallFrame>{(bridge) => <Hall bridge={bridge} />}</HallFrame>
}

function Hall({ bridge }: { readonly bridge: string }) {
  const media = useMediaRoom(HALL_SOURCES)
  const [started, setStarted] = useState(false)
  const start = useCallback((room: HallMedia) => {
    room.start()
    setStarted(true)
  }, [])
  useEffect(() => {
    if (!media) return
    if (hasEntered(media)) media.start()
    else void allowedBefore().then((allowed) => allowed && start(media))
  }, [media, start])
  if (!media) return null
  return started || hasEntered(media) ? (
    <Screen bridge={bridge} media={media} />
  ) : (
    <StartScreen bridge={bridge} onStart={() => start(media)} />
  )
}

/** Before it was drawn: it starts without anybody. */
function hasEntered(media: HallMedia): boolean {
  return media.getSnapshot().connection.kind !== 'idle'
}
