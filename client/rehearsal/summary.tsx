import { words } from '../messages/catalogue.ts'
import { OutcomeSign } from './outcome-sign.tsx'
import styles from './prompt.module.css'
import type { RehearsalSnapshot } from './rehearsal.ts'

/** How the complete rehearsal stands, in one line. */
export function Summary({ snapshot: { results } }: { readonly snapshot: RehearsalSnapshot }) {
  const count = (outcome: 'warn' | 'fail') =>
    Object.values(results).filter((result) => result?.outcome === outcome).length
  const [fails, warns] = [count('fail'), count('warn')]
  const { summary } = words.rehearsal
  return (
    <h2 className={styles.summary}>
      <OutcomeSign outcome={fails > 0 ? 'fail' : warns > 0 ? 'warn' : 'pass'} />
      {fails > 0 ? summary.fail(fails) : warns > 0 ? summary.warn(warns) : summary.pass}
    </h2>
  )
}
