import { type FormEvent, useState } from 'react'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './attendance.module.css'
import { namesIn } from './pasted-names.ts'

/** Names to add, typed or pasted, one in each line; those on the list already stay as they are. */
export function EnrolForm({ bridge, onDone }: { readonly bridge: string; readonly onDone: () => void }) {
  const commands = useCommands()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const names = namesIn(text)
  const enrol = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (names.length === 0 || commands.busy) return
    if (!(await commands.run({ type: 'attendance/enrol', bridge, attendees: [...names] }))) return
    setText('')
    setTried(false)
    onDone()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void enrol(event)}>
      <TextField
        label={words.attendance.paste}
        hint={words.attendance.pasteHint}
        lines="many"
        value={text}
        onChange={setText}
        error={tried && names.length === 0 ? words.attendance.pasteNone : null}
        autoFocus
      />
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Button type="submit" tone="primary" size="big" isPending={commands.busy}>
        {words.attendance.addAct(names.length)}
      </Button>
    </form>
  )
}
