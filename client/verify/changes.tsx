import { words } from '../messages/catalogue.ts'
import styles from './findings.module.css'
import { coverage, fieldName, type Revision, type Verdict } from './verdict.ts'

/** What each later revision wrote, object by object, and whether a signed file allows that. */
export function Changes({ verdict }: { readonly verdict: Verdict }) {
  const later = verdict.revisions.slice(1)
  if (verdict.revisions.length === 0) return null
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words.verify.changes}</h2>
      <p className={styles.note}>{later.length === 0 ? words.verify.noChanges : words.verify.original}</p>
      {later.map((revision, index) => (
        <RevisionChanges
          key={revision.from}
          number={index + 2}
          revision={revision}
          fields={fieldsAt(verdict, index + 2)}
          isStamped={isStamped(verdict, index + 2)}
        />
      ))}
    </section>
  )
}

/** The fields that were signed with a revision, counted from 1. */
function fieldsAt({ signatures }: Verdict, number: number): readonly string[] {
  return signatures.filter((each) => coverage(each)?.revision === number).map((each) => fieldName(each.field))
}

function isStamped({ timestamps }: Verdict, number: number): boolean {
  return timestamps.some((each) => each.kind === 'document' && coverage(each)?.revision === number)
}

function RevisionChanges({
  number,
  revision,
  fields,
  isStamped,
}: {
  readonly number: number
  readonly revision: Revision
  readonly fields: readonly string[]
  readonly isStamped: boolean
}) {
  const { changes } = revision
  const forbidden = changes.filter((change) => !change.allowed).length
  // What must not be there stands first.
  const sorted = [...changes].sort((one, other) => Number(one.allowed) - Number(other.allowed))
  return (
    <details className={styles.revision} open={forbidden > 0} data-forbidden={forbidden > 0}>
      <summary>
        <b>{words.verify.revision(number)}</b>
        {fields.length > 0 && <span>{words.verify.revisionSigns(fields.join(', '))}</span>}
        {isStamped && <span>{words.verify.revisionStamps}</span>}
        <span className={styles.revisionWhat}>{summary(forbidden, changes.length)}</span>
      </summary>
      {changes.length > 0 && (
        <table className={styles.changes}>
          <thead>
            <tr>
              <th scope="col">{words.verify.columns.where}</th>
              <th scope="col">{words.verify.columns.what}</th>
              <th scope="col">{words.verify.columns.allowed}</th>
              <th scope="col">{words.verify.columns.object}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((change) => (
              <tr key={change.object} data-allowed={change.allowed}>
                <td>{change.where.vi}</td>
                <td>{change.what.vi}</td>
                <td>{change.allowed ? words.verify.allowed : words.verify.forbidden}</td>
                <td>{change.object}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

function summary(forbidden: number, count: number): string {
  if (count === 0) return words.verify.nothingWritten
  return forbidden === 0 ? words.verify.allAllowed(count) : words.verify.someForbidden(forbidden, count)
}
