import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './findings.module.css'
import { coverage, type Verdict } from './verdict.ts'

/** The timestamps over the whole file; those of signatures stand with them. */
export function DocumentStamps({ verdict }: { readonly verdict: Verdict }) {
  const stamps = verdict.timestamps.filter(({ kind }) => kind === 'document')
  if (stamps.length === 0) return null
  return (
    <section aria-labelledby="stamps">
      <h2 id="stamps">{words.verify.documentStamps}</h2>
      <ul className={styles.stamps}>
        {stamps.map(({ field, time, by, covers, proves }) => (
          <li key={field}>
            <span>
              {words.verify.documentStamp(
                time === null ? words.verify.unknown : timeAndDate(Date.parse(time)),
                by ?? words.verify.unknown,
                coverage({ covers })?.revision,
              )}
            </span>
            <Tag tone={proves ? 'kept' : 'need'}>
              {proves ? words.verify.stampProves : words.verify.stampProvesNot}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}
