import { useState } from 'react'
import { standingContributions } from '../../domain/contribution-source.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { opinionsLine } from '../attachments/opinions-line.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Facts } from '../design/facts.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { count, hourTime, longDate } from '../messages/format.ts'
import styles from './organiser.module.css'

/** How the conference stands, and its opening. */
export function Overview() {
  const state = useConference()
  const { presence } = useView()
  const now = useNow()
  const { facts } = state
  if (!facts) return null
  const figures = [
    { name: words.organiser.connected, value: presence.length, of: state.bridges.length },
    { name: words.organiser.people, value: Object.keys(state.people).length },
    { name: words.organiser.contributions, value: standingContributions(state).length },
  ]
  return (
    <section aria-labelledby="overview">
      <div className={styles.head}>
        <h2 id="overview">{words.organiser.overview}</h2>
        <b className={styles.phase}>{words.phaseNames[state.phase]}</b>
      </div>
      <dl className={styles.figures}>
        {figures.map(({ name, value, of }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {count(value)}
              {of !== undefined && <small> / {words.common.bridges(of)}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <Facts of={timesAndDocument(state, now)} />
      {facts.note !== null && (
        <details className={styles.small}>
          <summary>{words.organiser.note}</summary>
          <p>{facts.note}</p>
        </details>
      )}
      <Opening />
    </section>
  )
}

function timesAndDocument({ facts, openedAt, concludedAt }: ConferenceState, now: Instant) {
  if (!facts) return []
  const { startsAt, document, opinionsUntil } = facts
  const line = (name: string, at: number) => ({
    name,
    value: words.organiser.timeOn(hourTime(at), longDate(at)),
  })
  return [
    line(words.organiser.starts, startsAt),
    ...(openedAt === null ? [] : [line(words.organiser.opened, openedAt)]),
    ...(concludedAt === null ? [] : [line(words.organiser.concluded, concludedAt)]),
    { name: words.attachments.untilName, value: opinionsLine(opinionsUntil, now) },
    ...(document === null
      ? []
      : [
          {
            name: words.organiser.document,
            value: words.organiser.documentLine(document.symbol, document.subject),
          },
        ]),
  ]
}

function Opening() {
  const { phase } = useConference()
  const may = useMay()
  const commands = useCommands()
  const [asking, setAsking] = useState(false)
  if (phase !== 'preparing' || !may('conference/open')) return null
  return (
    <>
      <Button tone="primary" size="big" onPress={() => setAsking(true)} isPending={commands.busy}>
        {words.organiser.open}
      </Button>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.organiser.openTitle}
        consequences={words.organiser.openConsequences}
        act={words.organiser.open}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => commands.run({ type: 'conference/open' })}
      />
    </>
  )
}
