import { type ReactNode, useState } from 'react'
import { openChangeOf } from '../../domain/confirmation.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { confirmationState } from '../conference/confirmation.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { ProposeDialog } from '../confirmation/propose-dialog.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { ProseSnapshot } from '../prose/prose-status.ts'
import styles from './contributions.module.css'

const tones = { none: 'plain', confirmed: 'kept', changed: 'need' } as const

/** Whether the bridge stands by the text, and the button with which it does. */
export function Confirm({
  contribution,
  snapshot,
  speaking,
  blank,
  text,
  children,
}: {
  readonly contribution: Contribution
  readonly snapshot: ProseSnapshot
  readonly speaking: boolean
  readonly blank: boolean
  /** The words of the text. */
  readonly text: string
  /** What else can be done with the text. */
  readonly children: ReactNode
}) {
  const conference = useConference()
  const { phase } = conference
  const may = useMay()
  const commands = useCommands()
  const [proposing, setProposing] = useState(false)
  if (snapshot.doc === null) return null
  const { confirmation } = contribution
  const state = confirmationState(contribution, snapshot.seq)
  const at = confirmation.kind === 'confirmed' ? clockTime(confirmation.at) : ''
  const settled = ['saved', 'read-only'].includes(snapshot.status.kind)
  const pending = openChangeOf(conference, contribution.id) !== undefined
  const isOpen = phase !== 'sealed' && !pending
  const offers = isOpen && state !== 'confirmed' && may('contribution/confirm', contribution.bridge)
  const proposes = isOpen && may('confirmation/propose', contribution.bridge)
  const what = {
    none: phase === 'sealed' ? words.bridge.neverConfirmed : words.bridge.noneWhat,
    confirmed: words.bridge.confirmedAt(at),
    changed: words.bridge.changedWhat(at),
  }[state]
  const said = pending
    ? ''
    : speaking
      ? words.bridge.stillSpeaking
      : offers && !settled
        ? words.bridge.waitForSaved
        : what
  return (
    <footer className={styles.confirm}>
      <p role="status">
        <Tag tone={tones[state]}>{words.bridge.states[state]}</Tag>
        {(speaking || !blank) && <span>{said}</span>}
      </p>
      {offers && (
        <Button
          tone="primary"
          size="big"
          isDisabled={speaking || blank || !settled}
          isPending={commands.busy}
          onPress={() =>
            void commands.run({
              type: 'contribution/confirm',
              contribution: contribution.id,
              docSeq: snapshot.seq,
            })
          }
        >
          {state === 'changed' ? words.bridge.confirmAgain : words.bridge.confirm}
        </Button>
      )}
      {proposes && (
        <Button size="big" isDisabled={speaking || blank || !settled} onPress={() => setProposing(true)}>
          {words.confirmation.propose}
        </Button>
      )}
      {children}
      <ProposeDialog
        contribution={contribution}
        present={text}
        seq={snapshot.seq}
        isOpen={proposing}
        onClose={() => setProposing(false)}
      />
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </footer>
  )
}
