import { useState } from 'react'
import type { Minutes } from '../../domain/minutes.ts'
import { useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './minutes-panel.module.css'

/** The last step: given out as the body's document, once all have signed. */
export function IssueMinutes({ minutes }: { readonly minutes: Extract<Minutes, { kind: 'sealed' }> }) {
  const may = useMay()
  const commands = useCommands()
  const [open, setOpen] = useState(false)
  if (minutes.issued) return <Tag tone="kept">{words.signing.issued(timeAndDate(minutes.issued.at))}</Tag>
  return (
    <div className={styles.acts}>
      <span>{words.signing.allSigned}</span>
      {may('minutes/issue') && (
        <Button tone="primary" onPress={() => setOpen(true)} isPending={commands.busy}>
          {words.signing.issue}
        </Button>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.signing.issueTitle}
        consequences={words.signing.issueConsequences}
        act={words.signing.issue}
        isOpen={open}
        onClose={() => setOpen(false)}
        onConfirm={() => commands.run({ type: 'minutes/issue' })}
      />
    </div>
  )
}
