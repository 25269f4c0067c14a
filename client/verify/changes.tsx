import { words } from '../messages/catalogue.ts'
import styles from './findings.module.css'
import {
  type Change,
  coverage,
  fieldName,
  placesOf,
  type Revision,
  stateOf,
  type Verdict,
} from './verdict.ts'

/** What each later revision wrote, object by object, and whether a signed file allows that. */
export function Changes({ verdict }: { readonly verdict: Verdict }) {
  const later = verdict.revisions.slice(1)
  if (verdict.revisions.length === 0) return null
  const isWrong = placesOf(verdict).some((place) => stateOf(place, verdict) === 'wrong')
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words.verify.changes}</h2>
      <p className={styles.note}>{later.length === 0 ? words.verify.noChanges : words.verify.original}</p>
      {isWrong && later.length > 0 && <p className={styles.note}>{words.verify.notJudged}</p>}
      {later.map((revision, index) => (
        <RevisionChanges
          key={revision.from}
          number={index + 2}
          revision={revision}
          fields={fieldsAt(verdict, index + 2)}
          isJudged={verdict.verdict !== 'invalid'}
        />
      ))}
    </section>
  )
}

/** The fields that were signed with a revision, counted from 1. */
function fieldsAt({ signatures }: Verdict, number: number): readonly string[] {
  return signatures.filter((each) => coverage(each)?.revision === number).map((each) => fieldName(each.field))
}

function RevisionChanges({
  number,
  revision,
  fields,
  isJudged,
}: {
  readonly number: number
  readonly revision: Revision
  readonly fields: readonly string[]
  /** Whether the file can be trusted so far that what was written may be called allowed. */
  readonly isJudged: boolean
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
        {revision.holds.includes('timestamp') && <span>{words.verify.revisionStamps}</span>}
        {revision.holds.includes('validation-data') && <span>{words.verify.revisionValidation}</span>}
        {forbidden > 0 && (
          <span className={styles.revisionWhat}>{words.verify.someForbidden(forbidden, changes.length)}</span>
        )}
      </summary>
      {forbidden === 0 && <p className={styles.note}>{summary(changes.length, isJudged)}</p>}
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
                <td>{permission(change, isJudged)}</td>
                <td>{change.object}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

function summary(count: number, isJudged: boolean): string {
  if (count === 0) return words.verify.nothingWritten
  return isJudged ? words.verify.allAllowed(count) : words.verify.counted(count)
}

function permission({ allowed }: Change, isJudged: boolean): string {
  if (!allowed) return words.verify.forbidden
  return isJudged ? words.verify.allowed : '–'
}
