import { words } from '../messages/catalogue.ts'
import styles from './form-preview.module.css'
import type { Draft, Finding } from './use-form.ts'

/** What the check of the drawn file has found. */
export function CheckedForm({ draft }: { readonly draft: Draft }) {
  const { check, checking, inForm, departures } = words.formPreview
  const findings = draft.kind === 'drawn' ? draft.findings : null
  const said = Map.groupBy(findings ?? [], ({ vi }) => vi)
  return (
    <section
      aria-labelledby="check"
      aria-live="polite"
      aria-busy={draft.kind !== 'failed' && findings === null}
    >
      <h2 id="check">{check}</h2>
      {draft.kind !== 'failed' && findings === null && <p className={styles.soft}>{checking}</p>}
      {findings?.length === 0 && <p className={styles.right}>{inForm}</p>}
      {findings !== null && findings.length > 0 && (
        <>
          <p className={styles.wrong}>{departures(said.size)}</p>
          <ul className={styles.findings}>
            {[...said].map(([sentence, pages]) => (
              <Departure key={sentence} sentence={sentence} pages={pages} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** One sentence, however many pages it is true of. */
function Departure({ sentence, pages }: { readonly sentence: string; readonly pages: readonly Finding[] }) {
  const { page: onPages, wholeFile } = words.formPreview
  const numbers = pages.flatMap(({ page }) => page ?? [])
  return (
    <li>
      <span>{sentence}</span>
      <small>{numbers.length === 0 ? wholeFile : onPages(numbers.join(', '))}</small>
    </li>
  )
}
