import type { Contribution } from '../../domain/contributions.ts'
import { turnOf } from '../../domain/floor.ts'
import { contributionDocument } from '../../domain/prose.ts'
import { AttachedFiles } from '../attachments/attached-files.tsx'
import { ProseView } from '../bridge/prose-view.tsx'
import { confirmationState } from '../conference/confirmation.ts'
import { useConference } from '../conference/context.tsx'
import { speakerLine } from '../conference/floor-view.ts'
import { topicsLine } from '../conference/names.ts'
import { useText, useTextSnapshot, useWords } from '../conference/texts.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './ledger-page.module.css'

const tones = { none: 'plain', confirmed: 'kept', changed: 'need' } as const

/** One contribution to be read, with the facts that the log holds of it. */
export function ReadText({ contribution }: { readonly contribution: Contribution }) {
  const state = useConference()
  const session = useText(contributionDocument(contribution.id))
  const snapshot = useTextSnapshot(session)
  const text = useWords(session)
  const { source } = contribution
  const at = source.kind === 'written' ? source.filedAt : turnOf(state, source.turn)?.grantedAt
  const time = at === undefined ? '' : clockTime(at)
  const kept = confirmationState(contribution, snapshot.seq)
  return (
    <article className={styles.text}>
      <header className={styles.textHead}>
        <h3>
          {source.kind === 'written' ? words.bridge.writtenTitle(time) : words.bridge.spokenTitle(time)}
        </h3>
        {snapshot.doc && <Tag tone={tones[kept]}>{words.bridge.states[kept]}</Tag>}
        <p className={styles.whole}>{speakerLine(contribution.speaker)}</p>
        <p className={styles.whole}>{topicsLine(state, contribution.topics) ?? words.floor.noTopic}</p>
      </header>
      {snapshot.doc === null ? (
        <p className={styles.none}>{words.bridge.opening}</p>
      ) : text === '' ? (
        <p className={styles.none}>{words.bridge.empty}</p>
      ) : (
        <ProseView doc={snapshot.doc} />
      )}
      {contribution.attachments.length > 0 && <AttachedFiles contribution={contribution} />}
    </article>
  )
}
