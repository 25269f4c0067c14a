import { HallFrame } from '../hall/hall-frame.tsx'
import { RehearsalScreen } from './rehearsal-screen.tsx'
import { useRehearsal } from './use-rehearsal.ts'

/** The preflight of a hall's device: camera, microphone, loudspeaker, line and clock. */
export function RehearsalPage() {
  return <HallFrame>{(bridge) => <OfHall bridge={bridge} />}</HallFrame>
}

function OfHall({ bridge }: { readonly bridge: string }) {
  const rehearsing = useRehearsal()
  return rehearsing && <RehearsalScreen bridge={bridge} {...rehearsing} />
}
