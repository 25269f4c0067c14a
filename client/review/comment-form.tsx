import { useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './review.module.css'
import { useSelectedQuote } from './use-selected-quote.ts'

/** Writes a remark beside a text, about what is selected in it. */
export function CommentForm({ document }: { readonly document: DocumentId }) {
  const { run, busy, problem, dismiss } = useCommands()
  const [quote, drop] = useSelectedQuote(document)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  // A remark is one line of the log.
  const remark = text.replace(/\s+/g, ' ').trim()
  const send = async () => {
    setTried(true)
    if (remark === '') return
    if (!(await run({ type: 'review/comment', document, quote, text: remark }))) return
    setText('')
    setTried(false)
    drop()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {quote === '' ? (
        <p className={styles.hint}>{words.review.selectFirst}</p>
      ) : (
        <div className={styles.quoted}>
          <span>{words.review.quoted}</span>
          <Button size="small" tone="quiet" onPress={drop}>
            {words.review.dropQuote}
          </Button>
          <blockquote>{quote}</blockquote>
        </div>
      )}
      <TextField
        label={words.review.comment}
        lines="many"
        value={text}
        onChange={setText}
        maxLength={2000}
        error={tried && remark === '' ? words.review.commentNeeded : null}
        validationBehavior="aria"
      />
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      <div className={styles.acts}>
        <Button type="submit" tone="primary" isPending={busy}>
          {words.review.add}
        </Button>
      </div>
    </form>
  )
}
