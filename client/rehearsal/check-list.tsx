import { checks } from '../../domain/rehearsal-judgement.ts'
import { words } from '../messages/catalogue.ts'
import styles from './check-list.module.css'
import { CheckRow } from './check-row.tsx'
import { type RehearsalSnapshot, type Step, stepOf } from './rehearsal.ts'

/** All checks in their order, each with what was found and how to mend it. */
export function CheckList({
  snapshot,
  started,
  onAgain,
}: {
  readonly snapshot: RehearsalSnapshot
  readonly started: boolean
  readonly onAgain: (step: Step) => void
}) {
  return (
    <ol className={styles.list} aria-label={words.rehearsal.list}>
      {checks.map((check) => (
        <CheckRow
          key={check}
          check={check}
          result={snapshot.results[check]}
          state={snapshot.steps[stepOf[check]]}
          measured={snapshot.measured}
          started={started}
          onAgain={() => onAgain(stepOf[check])}
        />
      ))}
    </ol>
  )
}
