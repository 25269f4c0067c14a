import { words } from '../messages/catalogue.ts'
import type { RehearsalSnapshot } from './rehearsal.ts'
import styles from './rehearsal-screen.module.css'

/** How the whole rehearsal stands, in one line. */
export function Summary({ snapshot }: { readonly snapshot: RehearsalSnapshot }) {
  return (
    <p className={styles.summary} role="status">
      {sentence(snapshot)}
    </p>
  )
}

function sentence({ complete, results, steps }: RehearsalSnapshot): string {
  const { summary } = words.rehearsal
  if (!complete) return steps.loudspeaker.kind === 'asking' ? summary.asking : summary.running
  const count = (outcome: 'warn' | 'fail') =>
    Object.values(results).filter((result) => result?.outcome === outcome).length
  if (count('fail') > 0) return summary.fail(count('fail'))
  return count('warn') > 0 ? summary.warn(count('warn')) : summary.pass
}
