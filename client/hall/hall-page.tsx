import { useCallback, useEffect, useState } from 'react'

import { useView } from '../conference/context.tsx'
import { useMediaRoom } from '../conference/media-room.ts'
import type { DeviceSource, HallMedia } from '../media/index.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { Awaiting } from './awaiting.tsx'
import './hall.css'
import { Screen } from './screen.tsx'
import { StartScreen } from './start-screen.tsx'

const BOTH: readonly DeviceSource[] = ['camera', 'microphone']

/** The room device of a bridge: its camera and microphone, and the large picture that the hall looks at. */
export function HallPage() {
  useEffect(() => {
    document.documentElement.dataset.page = 'hall'
    return () => {
      delete document.documentElement.dataset.page
    }
  }, [])
  return (
    <ConferenceGate awaiting={<Awaiting />}>
      <Hall />
    </ConferenceGate>
  )
}

function Hall() {
  const { grants } = useView()
  const bridge = grants.find((grant) => grant.role === 'hall')?.bridge
  const media = useMediaRoom(BOTH)
  const [started, setStarted] = useState(false)
  const start = useCallback((room: HallMedia) => {
    room.start()
    setStarted(true)
  }, [])
  useEffect(() => {
    // A room that was allowed before, and has been switched off and on, starts without anybody.
    if (media && bridge) void allowedBefore().then((allowed) => allowed && start(media))
  }, [media, bridge, start])
  if (!bridge) return <Forbidden />
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
