import { useCallback, useEffect, useState } from 'react'
import type { Phase } from '../../domain/conference.ts'
import type { Answer } from '../../domain/protocol.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { BringDossier } from '../dossier/bring-dossier.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { hourTime, longDate } from '../messages/format.ts'
import { ask, linkTo } from '../session/ask.ts'
import { Mark } from '../shell/mark.tsx'
import { Patience } from '../shell/patience.tsx'
import styles from './conferences.module.css'
import { FromFile } from './from-file.tsx'

interface Summary {
  readonly id: string
  readonly title: string
  readonly startsAt: number
  readonly phase: Phase
  /** Came from elsewhere, to be read. */
  readonly archived: boolean
}

type Listing = Answer<{ readonly conferences: readonly Summary[] }>

/** The conferences that one organises, and how to make one. */
export function Conferences() {
  const [listing, setListing] = useState<Listing | null>(null)
  const read = useCallback(async () => setListing(await ask('/api/conferences')), [])
  useEffect(() => void read(), [read])
  if (!listing) return <Patience more={words.gate.connectingLong}>{words.gate.connecting}</Patience>
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Mark />
        <h1>{words.pageNames.organiser}</h1>
      </header>
      <main className={styles.start}>
        <section aria-labelledby="conferences">
          <h2 id="conferences">{words.organiser.conferences}</h2>
          {!listing.ok && (
            <Notice>
              {words.organiser.conferencesFailed} {sentenceOf(listing)}{' '}
              <Button size="small" onPress={() => void read()}>
                {words.common.retry}
              </Button>
            </Notice>
          )}
          {listing.ok && <List conferences={listing.value.conferences} />}
        </section>
        <FromFile />
        <BringDossier />
      </main>
    </div>
  )
}

function List({ conferences }: { readonly conferences: readonly Summary[] }) {
  if (conferences.length === 0) return <p className={styles.small}>{words.organiser.conferencesNone}</p>
  const latestFirst = [...conferences].sort((one, other) => other.startsAt - one.startsAt)
  return (
    <ul className={styles.conferences}>
      {latestFirst.map(({ id, title, startsAt, phase, archived }) => (
        <li key={id}>
          <a href={linkTo(`/organiser?c=${encodeURIComponent(id)}`)}>
            <b>{title}</b>
            <span>
              {words.organiser.timeOn(hourTime(startsAt), longDate(startsAt))} · {words.phaseNames[phase]}
              {archived && ` · ${words.dossier.archivedShort}`}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
