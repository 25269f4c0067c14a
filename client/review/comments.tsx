import type { DocumentId } from '../../domain/prose.ts'
import type { Comment } from '../../domain/review.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import { CommentForm } from './comment-form.tsx'
import styles from './review.module.css'

interface CommentsProps {
  readonly document: DocumentId
  /** Of a contribution; null for the opening and the conclusion. */
  readonly bridge: string | null
  /** Shows the words in the text; not offered where the page cannot. */
  readonly onFind?: ((quote: string) => void) | undefined
}

/** The remarks on a text, those that wait first; whoever may adds one. */
export function Comments({ document, bridge, onFind }: CommentsProps) {
  const { comments, phase } = useConference()
  const may = useMay()
  const own = comments.filter((comment) => comment.document === document)
  const open = own.filter(({ resolvedAt }) => resolvedAt === null)
  const resolved = own.filter(({ resolvedAt }) => resolvedAt !== null)
  const acts = phase !== 'sealed' && may('review/comment', bridge)
  return (
    <>
      {open.length === 0 && <p className={styles.hint}>{words.review.none}</p>}
      <ol className={styles.list}>
        {open.map((comment) => (
          <Said key={comment.id} comment={comment} acts={acts} onFind={onFind} />
        ))}
      </ol>
      {acts && <CommentForm document={document} />}
      {resolved.length > 0 && (
        <details className={styles.resolved}>
          <summary>{words.review.resolved(resolved.length)}</summary>
          <ol className={styles.list}>
            {resolved.map((comment) => (
              <Said key={comment.id} comment={comment} acts={false} onFind={undefined} />
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

function Said({
  comment,
  acts,
  onFind,
}: {
  readonly comment: Comment
  readonly acts: boolean
  readonly onFind: ((quote: string) => void) | undefined
}) {
  const { run, busy, problem, dismiss } = useCommands()
  const { id, author, quote, text, at, resolvedAt } = comment
  return (
    <li className={styles.comment} data-resolved={resolvedAt !== null || undefined}>
      <small>{words.review.said(author || words.review.nobody, timeAndDate(at))}</small>
      {quote !== '' && <blockquote>{quote}</blockquote>}
      <p>{text}</p>
      {resolvedAt !== null && <small>{words.review.resolvedAt(timeAndDate(resolvedAt))}</small>}
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      <div className={styles.acts}>
        {onFind && quote !== '' && (
          <Button size="small" tone="quiet" onPress={() => onFind(quote)}>
            {words.review.find}
          </Button>
        )}
        {acts && (
          <Button
            size="small"
            isPending={busy}
            onPress={() => void run({ type: 'review/resolve', comment: id })}
          >
            {words.review.resolve}
          </Button>
        )}
      </div>
    </li>
  )
}
