import { words } from '../messages/catalogue.ts'
import styles from './issued.module.css'
import { isSameMinutes, Known, replacementOf } from './issued.tsx'
import type { Printed } from './use-printed.ts'
import type { IssuedFile } from './verdict.ts'

/**
 * Which document a printed page should be, by the code on it.
 * @param file what is known of the file that was checked; undefined while none was
 */
export function PrintedPage({
  printed,
  file,
}: {
  readonly printed: Printed
  readonly file: IssuedFile | null | undefined
}) {
  const { printed: said } = words.verify
  switch (printed.kind) {
    case 'none':
      return null
    case 'asking':
      return <p className={styles.quiet}>{said.asking}</p>
    case 'failed':
      return <p className={styles.quiet}>{said.failed}</p>
    case 'unknown':
      return (
        <section className={styles.issued}>
          <p data-weight="strong">{said.unknown}</p>
          <p>{said.unknownWhat}</p>
        </section>
      )
    case 'known': {
      const { minutes } = printed
      const replaced = replacementOf(minutes)
      const isSame = file != null && isSameMinutes(file, minutes)
      return (
        <section className={styles.issued} aria-labelledby="printed">
          <h2 id="printed">{said.title}</h2>
          {file !== undefined && minutes.signedAt !== null && (
            <p data-weight="strong">{isSame ? said.same : said.other}</p>
          )}
          <Known of={minutes} />
          {minutes.signedAt === null && <p data-weight="strong">{said.unsigned}</p>}
          {replaced !== null && <p data-weight="strong">{replaced}</p>}
          {minutes.signedAt !== null && replaced === null && <p>{said.current}</p>}
        </section>
      )
    }
  }
}
