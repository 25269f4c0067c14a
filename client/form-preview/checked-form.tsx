import { words } from '../messages/catalogue.ts'
import styles from './form-preview.module.css'
import type { Draft, Finding } from './use-form.ts'

/** What the check of the drawn file has found. */
export function CheckedForm({ draft }: { readonly draft: Draft }) {
  const { check, checking, inForm, departures } = words.formPreview
  const findings = draft.kind === 'drawn' ? draft.findings : null
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
          <p className={styles.wrong}>{departures(findings.length)}</p>
          <ul className={styles.findings}>
            {findings.map((finding) => (
              <Departure key={`${finding.code} ${finding.page ?? ''} ${finding.vi}`} finding={finding} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Departure({ finding: { vi, page } }: { readonly finding: Finding }) {
  const { page: onPage, wholeFile } = words.formPreview
  return (
    <li>
      <span>{vi}</span>
      <small>{page === undefined ? wholeFile : onPage(page)}</small>
    </li>
  )
}
