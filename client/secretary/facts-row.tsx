import type { ReactNode } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import type { DocumentId } from '../../domain/prose.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference } from '../conference/context.tsx'
import { speakerLine } from '../conference/floor-view.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { AttributeSpeaker } from './attribute-speaker.tsx'
import type { CardView } from './desk-texts.ts'
import styles from './sheet.module.css'

/** What the log says about a text. It stands above the text and cannot be edited there. */
export function FactsRow({
  document,
  card,
}: {
  readonly document: DocumentId
  readonly card: CardView | undefined
}) {
  const { openedAt, concludedAt } = useConference()
  return (
    <div className={styles.facts}>
      <dl>
        {card && <Spoken contribution={card.contribution} turn={card.turn} bridge={card.bridge} />}
        {document === 'opening' && fact(words.secretary.openedAt, timeOf(openedAt))}
        {document === 'conclusion' && fact(words.secretary.concludedAt, timeOf(concludedAt))}
      </dl>
      <p className={styles.fromLog}>
        <Icon name="lock" />
        {words.secretary.fromLog}
      </p>
    </div>
  )
}

function Spoken({
  contribution,
  turn,
  bridge,
}: {
  readonly contribution: Contribution
  readonly turn: CardView['turn']
  readonly bridge: string
}) {
  const { source, speaker } = contribution
  if (source.kind === 'written')
    return (
      <>
        {fact(words.secretary.bridge, bridge)}
        {fact(
          words.secretary.filedBy,
          <>
            {speakerLine(speaker)} <AttributeSpeaker contribution={contribution} />
          </>,
        )}
        {fact(words.secretary.filedAt, clockTime(source.filedAt))}
      </>
    )
  return (
    <>
      {fact(words.secretary.bridge, bridge)}
      {fact(
        words.secretary.speaker,
        <>
          {speakerLine(speaker)} <AttributeSpeaker contribution={contribution} />
        </>,
      )}
      {fact(words.secretary.start, turn ? clockTime(turn.grantedAt) : '')}
      {fact(
        words.secretary.end,
        turn?.state.kind === 'ended' ? clockTime(turn.state.at) : words.secretary.speaking,
      )}
    </>
  )
}

function fact(name: string, value: ReactNode) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function timeOf(at: Instant | null): string {
  return at === null ? words.secretary.notYet : clockTime(at)
}
