import { useEffect } from 'react'
import { useView } from '../conference/context.tsx'
import { Awaiting } from '../hall/awaiting.tsx'
import '../hall/hall.css'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { RehearsalScreen } from './rehearsal-screen.tsx'
import { useRehearsal } from './use-rehearsal.ts'

/** The preflight of a hall's device: camera, microphone, loudspeaker, line and clock. */
export function RehearsalPage() {
  useEffect(() => {
    document.documentElement.dataset.page = 'hall'
    return () => {
      delete document.documentElement.dataset.page
    }
  }, [])
  return (
    <ConferenceGate awaiting={<Awaiting />}>
      <OfHall />
    </ConferenceGate>
  )
}

function OfHall() {
  const { grants } = useView()
  const bridge = grants.find((grant) => grant.role === 'hall')?.bridge
  const rehearsing = useRehearsal()
  if (!bridge) return <Forbidden />
  return rehearsing && <RehearsalScreen bridge={bridge} {...rehearsing} />
}
