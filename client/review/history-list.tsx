import { useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { clockTime, longDate } from '../messages/format.ts'
import { Replay } from './replay.tsx'
import styles from './review.module.css'
import type { Step } from './steps.ts'
import { useHistory } from './use-history.ts'

/** Who wrote a text and when, the latest first; each step opens the replay there. */
export function HistoryList({
  document,
  seq,
}: {
  readonly document: DocumentId
  /** The number of the last update that the page has. */
  readonly seq: number
}) {
  const { steps, failure, reload } = useHistory(document, seq)
  /** The steps as they were when the replay began, so that nothing is taken back over words that were not seen. */
  const [opened, setOpened] = useState<{ readonly steps: readonly Step[]; readonly from: number } | null>(
    null,
  )
  const again = async () => {
    const read = await reload()
    if (read) setOpened((held) => held && { ...held, steps: read })
  }
  if (steps === null && failure === null) return <p className={styles.hint}>{words.review.loading}</p>
  return (
    <>
      {failure && (
        <Notice>
          {sentenceOf(failure)}{' '}
          <Button size="small" onPress={() => void reload()}>
            {words.review.retry}
          </Button>
        </Notice>
      )}
      {steps?.length === 0 && <p className={styles.hint}>{words.review.noSteps}</p>}
      {steps && steps.length > 0 && (
        <>
          <Button onPress={() => setOpened({ steps, from: steps.length - 1 })}>{words.review.replay}</Button>
          <ol className={styles.list}>
            {steps
              .map((step, place) => (
                <li key={step.to}>
                  <button
                    type="button"
                    className={styles.step}
                    onClick={() => setOpened({ steps, from: place })}
                  >
                    <b>{step.author ?? words.review.server}</b>
                    {place === steps.length - 1 && <span>{words.review.latest}</span>}
                    <small>
                      {words.review.span(clockTime(step.begun), clockTime(step.ended))} ·{' '}
                      {longDate(step.ended)}
                    </small>
                  </button>
                </li>
              ))
              .toReversed()}
          </ol>
          <Replay document={document} opened={opened} onRestored={again} onClose={() => setOpened(null)} />
        </>
      )}
    </>
  )
}
