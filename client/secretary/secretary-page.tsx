import { useMay, useView } from '../conference/context.tsx'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { Desk } from './desk.tsx'
import { TextsProvider } from './texts-context.tsx'

/** The desk of the central secretaries: the minutes, written while the conference goes on. */
export function SecretaryPage() {
  return (
    <ConferenceGate>
      <AtDesk />
    </ConferenceGate>
  )
}

function AtDesk() {
  const { identity } = useView()
  const may = useMay()
  if (identity?.kind !== 'person' || !may('record/write')) return <Forbidden />
  return (
    <TextsProvider person={identity.person}>
      <Desk />
    </TextsProvider>
  )
}
