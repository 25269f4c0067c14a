import { words } from '../messages/catalogue.ts'
import styles from './findings.module.css'
import type { Verdict } from './verdict.ts'

/** Whether the document has the form that its kind should have; says nothing of its truth. */
export function FormNotes({ form }: { readonly form: NonNullable<Verdict['form']> }) {
  return (
    <section aria-labelledby="form">
      <h2 id="form">{words.verify.form}</h2>
      {form.length === 0 && <p className={styles.note}>{words.verify.formRight}</p>}
      {form.length > 0 && (
        <div className={styles.reasons} data-level="note">
          <ul>
            {form.map(({ vi, page }) => (
              <li key={`${page} ${vi}`}>
                {page !== undefined && words.verify.formPage(page)}
                {vi}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
