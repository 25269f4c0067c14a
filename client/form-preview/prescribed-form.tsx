import { words } from '../messages/catalogue.ts'
import styles from './form-preview.module.css'
import { type Kind, usePrescribed } from './use-form.ts'

/** What the profile asks of this kind of document. */
export function PrescribedForm({ kind }: { readonly kind: Kind }) {
  const prescribed = usePrescribed(kind)
  if (!prescribed) return null
  return (
    <section aria-labelledby="prescribed">
      <h2 id="prescribed">{words.formPreview.prescribed}</h2>
      <dl className={styles.rules}>
        {prescribed.map(({ part, rule }) => (
          <div key={part}>
            <dt>{part}</dt>
            <dd>{rule}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
