import { useCallback, useEffect, useState } from 'react'
import { useMediaRoom } from '../conference/media-room.ts'
import type { DeviceSource, HallMedia } from '../media/index.ts'
import { HallFrame } from './hall-frame.tsx'
import { Screen } from './screen.tsx'
import { StartScreen } from './start-screen.tsx'

const BOTH: readonly DeviceSource[] = ['camera', 'microphone']

/** The room device of a bridge: its camera and microphone, and the large picture that the hall looks at. */
export function HallPage() {
  return <HallFrame>{(bridge) => <Hall bridge={bridge} />}</HallFrame>
}

function Hall({ bridge }: { readonly bridge: string }) {
  const media = useMediaRoom(BOTH)
  const [started, setStarted] = useState(false)
  const start = useCallback((room: HallMedia) => {
    room.start()
    setStarted(true)
  }, [])
  useEffect(() => {
    // A room that was allowed before, and has been switched off and on, starts without anybody.
    if (media) void allowedBefore().then((allowed) => allowed && start(media))
  }, [media, start])
  if (!media) return null
  return started ? (
    <Screen bridge={bridge} media={media} />
  ) : (
    <StartScreen bridge={bridge} onStart={() => start(media)} />
  )
}

async function allowedBefore(): Promise<boolean> {
  try {
    const names = ['camera', 'microphone'] as PermissionName[]
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })))
    return states.every(({ state }) => state === 'granted')
  } catch {
    // A browser that cannot say is asked by the button.
    return false
  }
}
