import type { InUse } from '../conference/in-use.ts'
import { Button, LinkButton } from '../design/button.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './prompt.module.css'
import type { Rehearsal, RehearsalSnapshot } from './rehearsal.ts'
import { ReportLine } from './report-line.tsx'
import { Summary } from './summary.tsx'
import type { Report } from './use-report.ts'

/** What the person has to do now: begin, allow, speak, be quiet, or say what was heard; at the end, how it stands. */
export function Prompt({
  snapshot,
  started,
  use,
  rehearsal,
  report,
  onStart,
}: {
  readonly snapshot: RehearsalSnapshot
  readonly started: boolean
  /** What the conference would miss meanwhile. */
  readonly use: InUse | null
  readonly rehearsal: Rehearsal
  readonly report: Report
  readonly onStart: () => void
}) {
  const { camera, microphone, loudspeaker } = snapshot.steps
  const asking = loudspeaker.kind === 'asking'
  useShortcut('y', () => rehearsal.heard(true), asking)
  useShortcut('n', () => rehearsal.heard(false), asking)
  if (!started && use !== null)
    return (
      <div className={styles.prompt} role="alert">
        <h2>{words.rehearsal.inUse[use]}</h2>
        <p>{words.rehearsal.inUseWhat}</p>
        <div className={styles.answers}>
          <LinkButton href={linkTo('/hall')} tone="primary">
            {words.rehearsal.toHall}
          </LinkButton>
          <Button size="big" onPress={onStart}>
            {words.rehearsal.startAllTheSame}
          </Button>
        </div>
      </div>
    )
  if (!started)
    return (
      <div className={styles.prompt}>
        <h2>{words.rehearsal.introTitle}</h2>
        <p>{words.rehearsal.intro}</p>
        <Button tone="primary" size="big" autoFocus onPress={onStart} keys="Enter">
          {words.rehearsal.start}
        </Button>
      </div>
    )
  if (asking)
    return (
      <div className={styles.prompt} role="alertdialog" aria-label={words.rehearsal.heardQuestion}>
        <h2>{words.rehearsal.heardQuestion}</h2>
        <div className={styles.answers}>
          <Button size="big" autoFocus keys="Y" onPress={() => rehearsal.heard(true)}>
            {words.rehearsal.heard}
          </Button>
          <Button size="big" keys="N" onPress={() => rehearsal.heard(false)}>
            {words.rehearsal.notHeard}
          </Button>
          <Button size="big" tone="quiet" onPress={() => rehearsal.again('loudspeaker')}>
            {words.rehearsal.playAgain}
          </Button>
        </div>
      </div>
    )
  if (snapshot.complete)
    return (
      <div className={styles.prompt} role="status">
        <Summary snapshot={snapshot} />
        <ReportLine report={report} />
      </div>
    )
  return (
    <div className={styles.prompt} role="status">
      <Instruction
        opening={camera.kind === 'opening' || microphone.kind === 'opening'}
        speakFor={microphone.kind === 'running' ? microphone.left : undefined}
        listening={loudspeaker.kind === 'running'}
      />
    </div>
  )
}

function Instruction({
  opening,
  speakFor,
  listening,
}: {
  readonly opening: boolean
  /** Seconds of speech that lack; undefined when nobody has to speak. */
  readonly speakFor: number | null | undefined
  readonly listening: boolean
}) {
  if (opening) return <h2>{words.rehearsal.opening}</h2>
  if (listening) return <h2>{words.rehearsal.listen}</h2>
  if (speakFor === undefined) return null
  return (
    <>
      <h2>{words.rehearsal.speak}</h2>
      {speakFor !== null && <p>{words.rehearsal.speakFor(speakFor)}</p>}
    </>
  )
}
