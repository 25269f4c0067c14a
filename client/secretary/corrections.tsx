import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './sheet.module.css'

/** What was offered for a later version of one contribution. */
export function Corrections({ contribution }: { readonly contribution: number }) {
  const { corrections } = useConference()
  const found = corrections.filter((correction) => correction.contribution === contribution)
  if (found.length === 0) return null
  return (
    <section className={styles.corrections} aria-label={words.secretary.corrections}>
      <h2>{words.secretary.corrections}</h2>
      <ul>
        {found.map((correction) => (
          <li key={correction.id}>
            <p>{correction.text}</p>
            <small>{words.secretary.correctionAt(clockTime(correction.at))}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
