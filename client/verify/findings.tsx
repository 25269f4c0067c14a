import { words } from '../messages/catalogue.ts'
import { Changes } from './changes.tsx'
import { DocumentStamps } from './document-stamps.tsx'
import styles from './findings.module.css'
import { FormNotes } from './form-notes.tsx'
import { Signatures } from './signatures.tsx'
import { isUnsigned, type Level, type Reason, said, type Verdict } from './verdict.ts'

const LEVELS = ['invalid', 'incomplete', 'note'] as const satisfies readonly Level[]

/** Why the verdict is what it is, each signature, and what was written after the original. */
export function Findings({ verdict }: { readonly verdict: Verdict }) {
  const onlyNotes = verdict.reasons.every((each) => each.level === 'note')
  const isBare = isUnsigned(verdict)
  return (
    <div className={styles.findings}>
      <section aria-labelledby="reasons">
        <h2 id="reasons">{onlyNotes ? words.verify.notes : words.verify.reasons}</h2>
        {verdict.reasons.length === 0 && <p className={styles.note}>{words.verify.noReasons}</p>}
        {LEVELS.map((level) => (
          <Reasons
            key={level}
            level={level}
            reasons={verdict.reasons}
            title={words.verify.levels[isBare ? 'unsigned' : level]}
          />
        ))}
      </section>
      {!isBare && <Signatures verdict={verdict} />}
      <DocumentStamps verdict={verdict} />
      <Changes verdict={verdict} />
      {verdict.form && <FormNotes form={verdict.form} />}
    </div>
  )
}

function Reasons({
  level,
  reasons,
  title,
}: {
  readonly level: Level
  readonly reasons: readonly Reason[]
  readonly title: string
}) {
  const own = reasons.filter((each) => each.level === level)
  if (own.length === 0) return null
  return (
    <div className={styles.reasons} data-level={level}>
      <h3>{title}</h3>
      <ul>
        {own.map((each) => (
          <li key={each.vi}>{said(each)}</li>
        ))}
      </ul>
    </div>
  )
}
