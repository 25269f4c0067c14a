import type { Instant } from '../../domain/time.ts'
import { useConference } from '../conference/context.tsx'
import { EndTurn } from '../conference/end-turn.tsx'
import { isCentral } from '../conference/floor-view.ts'
import { inUse } from '../conference/in-use.ts'
import { RequestFloor } from '../conference/request-floor.tsx'
import { ShareScreen } from '../conference/share-screen.tsx'
import type { ScreenShare } from '../conference/use-screen-share.ts'
import { LinkButton } from '../design/button.tsx'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import { RecordingSign } from '../recording/recording-sign.tsx'
import { linkTo } from '../session/ask.ts'
import { Devices } from './devices.tsx'
import { Level } from './level.tsx'
import styles from './screen.module.css'

/** The last line of the hall's screen: which conference, what the technician can do, the time. */
export function Foot({
  bridge,
  media,
  share,
  now,
}: {
  readonly bridge: string
  readonly media: HallMedia
  readonly share: ScreenShare
  readonly now: Instant
}) {
  const state = useConference()
  const use = inUse(state, bridge)
  return (
    <footer className={styles.foot}>
      {/* While a screen is shared, how to stop it matters more than what everybody knows. */}
      <p className={styles.footTitle}>{!share.shared && state.facts?.title}</p>
      {state.facts?.demonstration && (
        <span className={styles.demonstration}>{words.common.demonstration}</span>
      )}
      <RecordingSign />
      <Level media={media} />
      <section className={styles.controls} aria-label={words.hall.controls}>
        {!isCentral(state, bridge) && <RequestFloor bridge={bridge} />}
        <ShareScreen share={share} />
        <EndTurn bridge={bridge} />
        <Devices media={media} />
        {use !== 'floor' && use !== 'heard' && (
          <LinkButton href={linkTo('/rehearsal')}>{words.rehearsal.title}</LinkButton>
        )}
      </section>
      <span className={styles.footClock} role="timer" aria-label={words.common.now}>
        {hourTime(now)}
      </span>
    </footer>
  )
}
