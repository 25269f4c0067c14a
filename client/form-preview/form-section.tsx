import { useMay } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from '../organiser/organiser.module.css'
import { linkTo } from '../session/ask.ts'
import { ProfileFacts } from './profile-facts.tsx'

/** The form of the documents on the desk of whoever prepares a conference. */
export function FormSection() {
  const may = useMay()
  if (!may('minutes/read-unsigned')) return null
  return (
    <section aria-labelledby="form">
      <div className={styles.head}>
        <h2 id="form">{words.formPreview.title}</h2>
      </div>
      <div className={styles.small}>
        <ProfileFacts />
      </div>
      <LinkButton href={linkTo('/form-preview')}>{words.formPreview.preview}</LinkButton>
    </section>
  )
}
