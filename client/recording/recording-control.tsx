import { useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import styles from './recording.module.css'

/** The chair orders that the turns are recorded, and ends it. */
export function RecordingControl() {
  const { phase, recording } = useConference()
  const may = useMay()
  const commands = useCommands()
  const [isAsking, setAsking] = useState(false)
  const { since, failure } = recording
  if (phase !== 'open' || !may('recording/order')) return null
  return (
    <section className={styles.control} aria-label={words.recording.title}>
      {failure && <Notice>{words.recording.failures[failure]}</Notice>}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <div className={styles.row}>
        {since === null ? (
          <>
            <span className={styles.off}>{words.recording.off}</span>
            <Button onPress={() => setAsking(true)} isPending={commands.busy}>
              {words.recording.start}
            </Button>
          </>
        ) : (
          <>
            <span className={styles.sign}>{words.recording.since(hourTime(since))}</span>
            <Button onPress={() => void commands.run({ type: 'recording/stop' })} isPending={commands.busy}>
              {words.recording.stop}
            </Button>
          </>
        )}
      </div>
      <Confirmation
        title={words.recording.startTitle}
        consequences={words.recording.consequences}
        act={words.recording.startAct}
        isOpen={isAsking && since === null}
        onClose={() => setAsking(false)}
        onConfirm={() => commands.run({ type: 'recording/start' })}
      />
    </section>
  )
}
