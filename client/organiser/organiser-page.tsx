import { useConference, useMay } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { FormSection } from '../form-preview/form-section.tsx'
import { words } from '../messages/catalogue.ts'
import { namedConference, sessionSlot } from '../session/ask.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { ConferenceFiles } from './conference-files.tsx'
import { Conferences } from './conferences.tsx'
import { Invitations } from './invitations.tsx'
import styles from './organiser.module.css'
import { Overview } from './overview.tsx'
import { WaitingHalls } from './waiting-halls.tsx'

/** The desk of whoever prepares a conference: links, hall devices, opening, files. */
export function OrganiserPage() {
  return (
    <ConferenceGate empty={<Conferences />}>
      <Desk />
    </ConferenceGate>
  )
}

function Desk() {
  const may = useMay()
  const { archive } = useConference()
  if (!archive && !may('role/grant')) return <Forbidden />
  return (
    <div className={styles.page}>
      <TopBar here="/organiser">
        <OtherConferences />
      </TopBar>
      <LineState />
      <main className={archive ? `${styles.desk} ${styles.alone}` : styles.desk}>
        {!archive && <Invitations />}
        <aside className={styles.side}>
          <Overview />
          {!archive && <WaitingHalls />}
          <FormSection />
          <ConferenceFiles />
        </aside>
      </main>
    </div>
  )
}

/** Back to the list, for a sign-in that is for no conference in particular. */
function OtherConferences() {
  const slot = sessionSlot()
  if (namedConference() === null || slot === null) return null
  return (
    <LinkButton href={`/organiser?s=${encodeURIComponent(slot)}`}>
      {words.organiser.otherConferences}
    </LinkButton>
  )
}
