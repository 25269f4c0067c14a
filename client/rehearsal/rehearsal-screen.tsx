import { useMemo, useState } from 'react'
import { useConference } from '../conference/context.tsx'
import { inUse } from '../conference/in-use.ts'
import { useMediaSnapshot } from '../conference/media-room.ts'
import { nameOf } from '../conference/names.ts'
import { roomRefusal } from '../conference/room-refusal.ts'
import { useNow } from '../conference/use-now.ts'
import { Button, LinkButton } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Picture } from '../design/picture.tsx'
import { Tag } from '../design/tag.tsx'
import { Devices } from '../hall/devices.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import { linkTo } from '../session/ask.ts'
import { Message } from '../shell/message.tsx'
import { CheckList } from './check-list.tsx'
import { LevelZone } from './level-zone.tsx'
import { Prompt } from './prompt.tsx'
import { steps } from './rehearsal.ts'
import styles from './rehearsal-screen.module.css'
import { type Rehearsing, useRehearsalSnapshot } from './use-rehearsal.ts'
import { useReport } from './use-report.ts'

/** What the technician at a hall's device sees, from one press to the result. */
export function RehearsalScreen({
  bridge,
  media,
  rehearsal,
}: Rehearsing & {
  readonly bridge: string
}) {
  const state = useConference()
  const now = useNow()
  const snapshot = useRehearsalSnapshot(rehearsal)
  const { camera, connection } = useMediaSnapshot(media)
  const report = useReport(bridge, snapshot)
  const [started, setStarted] = useState(false)
  const track = camera.kind === 'on' ? camera.track : null
  const picture = useMemo(() => (track ? new MediaStream([track]) : null), [track])
  const use = inUse(state, bridge)
  const refusal = roomRefusal(connection)
  const start = () => {
    setStarted(true)
    rehearsal.start()
  }

  if (connection.kind === 'closed') {
    const unsupported = connection.reason === 'unsupported-browser'
    return (
      <Message
        title={unsupported ? words.rehearsal.unsupported : words.rehearsal.takenOver}
        acts={
          !unsupported && (
            <Button tone="primary" size="big" onPress={() => location.reload()}>
              {words.rehearsal.reload}
            </Button>
          )
        }
      >
        {unsupported ? words.rehearsal.unsupportedWhat : words.rehearsal.takenOverWhat}
      </Message>
    )
  }

  return (
    <main className={styles.screen}>
      <header className={styles.head}>
        <h1>{words.rehearsal.title}</h1>
        <p>{words.rehearsal.of(nameOf(state, bridge))}</p>
        {state.facts?.demonstration && <Tag tone="demonstration">{words.common.demonstration}</Tag>}
        <span className={styles.clock} role="timer" aria-label={words.common.now}>
          {hourTime(now)}
        </span>
      </header>
      <section className={styles.left} aria-label={words.rehearsal.picture}>
        <Picture stream={picture} label={words.rehearsal.picture} className={styles.picture} />
        <LevelZone media={media} />
        {started && (use ?? refusal) !== null && (
          <div className={styles.meanwhile}>
            {use !== null && <Notice>{words.rehearsal.inUse[use]}</Notice>}
            {refusal !== null && <Notice>{refusal}</Notice>}
          </div>
        )}
        <Prompt
          snapshot={snapshot}
          started={started}
          use={use}
          rehearsal={rehearsal}
          report={report}
          onStart={start}
        />
      </section>
      <CheckList snapshot={snapshot} started={started} onAgain={(step) => rehearsal.again(step)} />
      <footer className={styles.foot}>
        <p className={styles.conference}>{state.facts?.title}</p>
        {started && <Devices media={media} />}
        {snapshot.complete && (
          <Button size="big" onPress={() => rehearsal.again(...steps)}>
            {words.rehearsal.allAgain}
          </Button>
        )}
        <LinkButton href={linkTo('/hall')} tone={snapshot.complete ? 'primary' : 'plain'}>
          {words.rehearsal.toHall}
        </LinkButton>
      </footer>
    </main>
  )
}
