import { standingContributions } from '../../domain/contribution-source.ts'
import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { FormerMinutesList } from '../minutes/former-minutes.tsx'
import { MinutesPanel } from '../minutes/minutes-panel.tsx'
import styles from './secretary-page.module.css'

/** How far the minutes are: a draft, or sealed with a number, files and signatures. */
export function MinutesState() {
  const state = useConference()
  const { phase } = state
  if (phase === 'sealed')
    return (
      <div className={styles.minutes}>
        <MinutesPanel />
      </div>
    )
  const concluded = phase === 'concluded'
  const unconfirmed = standingContributions(state).filter(
    ({ confirmation }) => confirmation.kind === 'none',
  ).length
  return (
    <section className={styles.minutes} aria-label={words.minutes.title}>
      <h2>{concluded ? words.secretary.concludedDraft : words.secretary.draft}</h2>
      <p>{concluded ? words.secretary.concludedDraftWhat : words.secretary.draftWhat}</p>
      {unconfirmed > 0 && <p>{words.secretary.unconfirmed(unconfirmed)}</p>}
      <FormerMinutesList />
    </section>
  )
}
