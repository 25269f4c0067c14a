import { useState } from 'react'
import { useConference, useView } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { CreateInvitation } from './create-invitation.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { lineOf, matches } from './invitation-words.ts'
import styles from './organiser.module.css'
import { useInvitations } from './use-invitations.ts'

/** Who may come in: every link, with what became of it. */
export function Invitations() {
  const state = useConference()
  const { status } = useView()
  const { list, failure, reload } = useInvitations()
  const [creating, setCreating] = useState(false)
  const [sought, setSought] = useState('')
  const lines = (list ?? []).map((invitation) => ({ invitation, line: lineOf(state, invitation) }))
  const shown = lines.filter(({ line }) => matches(line, sought))
  return (
    <section className={styles.invitations} aria-labelledby="invitations">
      <div className={styles.invitationsHead}>
        <div>
          <h2 id="invitations">
            {words.organiser.invitations}{' '}
            {list && <small>{words.organiser.invitationsCount(shown.length, lines.length)}</small>}
          </h2>
          <p className={styles.small}>{words.organiser.invitationsWhat}</p>
        </div>
        <Button tone="primary" onPress={() => setCreating(true)}>
          {words.organiser.create}
        </Button>
      </div>
      {lines.length > 0 && (
        <div className={styles.search}>
          <TextField label={words.organiser.search} type="search" value={sought} onChange={setSought} />
        </div>
      )}
      {failure && status === 'live' && (
        <Notice>
          {words.organiser.failed} {sentenceOf(failure)}{' '}
          <Button size="small" onPress={() => void reload()}>
            {words.common.retry}
          </Button>
        </Notice>
      )}
      {list === null && !failure && <p className={styles.small}>{words.organiser.loading}</p>}
      {list !== null && shown.length === 0 && (
        <p className={styles.small}>
          {lines.length === 0 ? words.organiser.none : words.organiser.nothingFound}
        </p>
      )}
      {shown.length > 0 && <InvitationTable lines={shown} reload={reload} />}
      <CreateInvitation isOpen={creating} onClose={() => setCreating(false)} made={reload} />
    </section>
  )
}
