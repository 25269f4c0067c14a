import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { ChooseFile } from '../design/choose-file.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { fileSize } from '../messages/format.ts'
import { ACCEPTED, MOST_BYTES } from './attach.ts'
import styles from './attachments.module.css'

/** One file to go with an opinion, chosen before the opinion is opened. */
export function FileChoice({
  file,
  onChange,
}: {
  readonly file: File | null
  readonly onChange: (file: File | null) => void
}) {
  const [tooLarge, setTooLarge] = useState(false)
  const choose = (chosen: File) => {
    setTooLarge(chosen.size > MOST_BYTES)
    if (chosen.size <= MOST_BYTES) onChange(chosen)
  }
  return (
    <div className={styles.choice}>
      {file ? (
        <p className={styles.file}>
          <span>{file.name}</span> <small>{fileSize(file.size)}</small>
          <Button size="small" onPress={() => onChange(null)}>
            {words.attachments.remove}
          </Button>
        </p>
      ) : (
        <>
          <ChooseFile accept={ACCEPTED} onFile={choose}>
            {words.attachments.choose}
          </ChooseFile>
          <small>{words.attachments.chooseWhat}</small>
        </>
      )}
      {tooLarge && <Notice onDismiss={() => setTooLarge(false)}>{words.attachments.tooLarge}</Notice>}
    </div>
  )
}
