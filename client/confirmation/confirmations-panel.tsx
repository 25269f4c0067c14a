import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import { AskConfirmation } from './ask-confirmation.tsx'
import styles from './confirmation.module.css'
import { type UnconfirmedBridge, unconfirmedBridges } from './waiting.ts'

/** All that waits for a word between bridges and the central desk; each leads to its text. */
export function ConfirmationsPanel({ onOpen }: { readonly onOpen: (document: DocumentId) => void }) {
  const state = useConference()
  const now = useNow()
  if (state.phase === 'sealed') return null
  const proposals = state.changes.filter((change) => change.state.kind === 'proposed')
  const bridges = unconfirmedBridges(state)
  const texts = bridges.reduce((sum, { contributions }) => sum + contributions.length, 0)
  const nothing = proposals.length === 0 && texts === 0
  return (
    <section className={styles.panel} aria-label={words.confirmation.waiting}>
      <header>
        <h2>{words.confirmation.waiting}</h2>
        <AskConfirmation />
      </header>
      {nothing && (
        <p>
          {state.contributions.length === 0 ? words.confirmation.noneYet : words.confirmation.nothingWaits}
        </p>
      )}
      {proposals.length > 0 && (
        <>
          <Tag tone="need">{words.confirmation.waitingProposals(proposals.length)}</Tag>
          <ul>
            {proposals.map((change) => (
              <li key={change.id}>
                <OpenText
                  bridge={nameOf(state, change.bridge)}
                  onPress={() => onOpen(contributionDocument(change.contribution))}
                />
                <span>{timeAndDate(change.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {texts > 0 && (
        <details>
          <summary>{words.confirmation.waitingTexts(texts, bridges.length)}</summary>
          <ul>
            {bridges.map((held) => (
              <Awaited key={held.bridge} held={held} now={now} onOpen={onOpen} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Awaited({
  held,
  now,
  onOpen,
}: {
  readonly held: UnconfirmedBridge
  readonly now: Instant
  readonly onOpen: (document: DocumentId) => void
}) {
  const state = useConference()
  const { bridge, contributions, until } = held
  const [first] = contributions
  const when =
    until === null
      ? words.confirmation.notAsked
      : until < now
        ? words.confirmation.late
        : words.confirmation.until(timeAndDate(until))
  return (
    <li>
      <OpenText
        bridge={nameOf(state, bridge)}
        onPress={() => first && onOpen(contributionDocument(first.id))}
      />
      <span>
        {contributions.length > 1 && `${words.confirmation.unconfirmedOf(contributions.length)}, `}
        {when}
      </span>
    </li>
  )
}

function OpenText({ bridge, onPress }: { readonly bridge: string; readonly onPress: () => void }) {
  return (
    <Button size="small" tone="quiet" onPress={onPress} aria-label={words.confirmation.openText(bridge)}>
      {bridge}
    </Button>
  )
}
