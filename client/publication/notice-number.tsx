import { useState } from 'react'
import { noticeProblem } from '../../domain/notice.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './downloads-panel.module.css'
import { useNoticeNumber } from './use-notice-number.ts'

/** The number of the notice of the conclusion, or the act that takes one once the chair has signed the minutes. */
export function NoticeNumber() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const number = useNoticeNumber()
  const [asking, setAsking] = useState(false)
  if (number) return <small className={styles.note}>{number}</small>
  if (state.notice || noticeProblem(state) || !may('minutes/issue')) return null
  const { take, takeTitle, takeConsequences } = words.publication
  return (
    <div className={styles.act}>
      <Button size="small" isPending={commands.busy} onPress={() => setAsking(true)}>
        {take}
      </Button>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={takeTitle}
        consequences={takeConsequences}
        act={take}
        final
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => commands.run({ type: 'notice/number' })}
      />
    </div>
  )
}
