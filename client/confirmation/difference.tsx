import { useMemo } from 'react'
import { words } from '../messages/catalogue.ts'
import styles from './confirmation.module.css'
import { type Run, wordDifference } from './word-difference.ts'

/** Two wordings as one text: what leaves is struck through, what comes is underlined. */
export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const runs = useMemo(() => wordDifference(before, after), [before, after])
  return (
    <div className={styles.difference}>
      {runs.map((run, index) => (
        // A run is told apart by its place alone, and holds no state.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Shown key={index} run={run} />
      ))}
    </div>
  )
}

/** One of the two wordings, with its words that the other lacks marked. */
export function Wording({
  before,
  after,
  side,
}: {
  readonly before: string
  readonly after: string
  readonly side: 'left' | 'added'
}) {
  const runs = useMemo(() => wordDifference(before, after), [before, after])
  return (
    <div className={styles.difference}>
      {runs
        .filter(({ kind }) => kind === 'same' || kind === side)
        .map((run, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Shown key={index} run={run} />
        ))}
    </div>
  )
}

function Shown({ run }: { readonly run: Run }) {
  if (run.kind === 'left') return <del title={words.confirmation.left}>{run.text}</del>
  if (run.kind === 'added') return <ins title={words.confirmation.added}>{run.text}</ins>
  return <span>{run.text}</span>
}
