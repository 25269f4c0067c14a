import { useMay, useView } from '../conference/context.tsx'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { Desk } from './desk.tsx'
import { TextsProvider } from './use-texts.tsx'

/** Every opinion under every provision, with the organiser's answer. */
export function SynthesisPage() {
  return (
    <ConferenceGate>
      <AtDesk />
    </ConferenceGate>
  )
}

function AtDesk() {
  const { identity } = useView()
  const may = useMay()
  if (identity?.kind !== 'person' || !may('synthesis/see')) return <Forbidden />
  return (
    <TextsProvider>
      <Desk />
    </TextsProvider>
  )
}
