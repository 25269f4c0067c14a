import { useEffect, useMemo, useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { turnOf } from '../../domain/floor.ts'
import { contributionDocument } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { AttachedFiles } from '../attachments/attached-files.tsx'
import { useConference, useMay } from '../conference/context.tsx'
import { useEditorAids } from '../conference/editor-aids.ts'
import { speakerLine } from '../conference/floor-view.ts'
import { nameOf, topicsLine } from '../conference/names.ts'
import { TextState } from '../conference/text-state.tsx'
import { useText, useTextSnapshot, useWords } from '../conference/texts.tsx'
import { ChangeState } from '../confirmation/change-state.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { Editor } from '../prose/editor.tsx'
import { OpinionReview } from '../review/opinion-review.tsx'
import { Confirm } from './confirm.tsx'
import styles from './contributions.module.css'
import { Corrections } from './corrections.tsx'
import { ProseView } from './prose-view.tsx'

/** One opinion of the bridge: facts from the log, its text, and whether the bridge stands by it. */
export function Opinion({
  contribution,
  isReviewed,
  onReview,
}: {
  readonly contribution: Contribution
  readonly isReviewed: boolean
  readonly onReview: (isOpen: boolean) => void
}) {
  const state = useConference()
  const may = useMay()
  const session = useText(contributionDocument(contribution.id))
  const snapshot = useTextSnapshot(session)
  const text = useWords(session)
  const [editing, setEditing] = useState(false)
  const [tooLong, setTooLong] = useState(false)
  const { source } = contribution
  const written = source.kind === 'written'
  // By its time: the minutes number the opinions of all bridges, which this one does not see.
  const title = written
    ? words.bridge.writtenTitle(clockTime(source.filedAt))
    : words.bridge.spokenTitle(clockTime(turnOf(state, source.turn)?.grantedAt ?? 0))
  const speaking = isSpeaking(state, contribution)
  const writes = may('contribution/write', contribution.bridge) && state.phase !== 'sealed'
  const opened = snapshot.doc !== null
  const blank = opened && text === ''
  const troubled = snapshot.status.kind === 'offline' || snapshot.status.kind === 'refused'

  useEffect(() => {
    // An opinion in writing without a word waits for its text: no press more than needed.
    if (written && writes && blank) setEditing(true)
  }, [written, writes, blank])

  const edits = editing && writes && session !== null
  const turn = written ? null : (turnOf(state, source.turn) ?? null)
  const bridge = nameOf(state, contribution.bridge)
  const aids = useEditorAids(useMemo(() => ({ contribution, bridge, turn }), [contribution, bridge, turn]))
  return (
    <article className={styles.opinion} data-speaking={speaking} aria-labelledby={`o${contribution.id}`}>
      <header>
        <h3 id={`o${contribution.id}`}>{title}</h3>
        {speaking && <Tag tone="air">{words.floor.speaking}</Tag>}
        {(writes || troubled) && (
          <span className={styles.where}>
            <TextState session={session} />
          </span>
        )}
        <p>
          <b>{speakerLine(contribution.speaker)}</b> · {whenOf(state, contribution)}
        </p>
        <p>{topicsLine(state, contribution.topics) ?? words.floor.noTopic}</p>
      </header>
      <div
        className={styles.text}
        data-editing={edits}
        data-review-text={contributionDocument(contribution.id)}
      >
        {edits ? (
          <Editor
            session={session}
            label={words.bridge.textOf(title)}
            autoFocus
            aids={aids}
            onTooLong={() => setTooLong(true)}
          />
        ) : blank ? (
          <p className={styles.blank}>
            {written ? words.bridge.empty : words.bridge.emptySpoken} {writes && words.bridge.emptyToWrite}
          </p>
        ) : (
          <ProseView doc={snapshot.doc} />
        )}
        {!opened && snapshot.status.kind === 'opening' && (
          <p className={styles.blank}>{words.bridge.opening}</p>
        )}
      </div>
      <AttachedFiles contribution={contribution} />
      {tooLong && <Notice onDismiss={() => setTooLong(false)}>{words.bridge.tooLong}</Notice>}
      {opened && <ChangeState contribution={contribution} present={text} />}
      <Confirm contribution={contribution} snapshot={snapshot} speaking={speaking} blank={blank} text={text}>
        {writes && opened && (
          <Button size="big" onPress={() => setEditing(!editing)}>
            {editing ? words.bridge.doneEditing : words.bridge.edit}
          </Button>
        )}
        <OpinionReview
          contribution={contribution}
          title={title}
          session={session}
          isOpen={isReviewed}
          onOpen={onReview}
        />
      </Confirm>
      {state.phase === 'sealed' && <Corrections contribution={contribution} session={session} />}
    </article>
  )
}

function isSpeaking(state: ConferenceState, { source }: Contribution): boolean {
  return source.kind === 'spoken' && turnOf(state, source.turn)?.state.kind === 'speaking'
}

function whenOf(state: ConferenceState, { source }: Contribution): string {
  if (source.kind === 'written') return words.bridge.filedAt(clockTime(source.filedAt))
  const turn = turnOf(state, source.turn)
  if (!turn) return ''
  const from = clockTime(turn.grantedAt)
  if (turn.state.kind === 'speaking') return words.bridge.spokenFrom(from)
  return words.bridge.spokenAt(from, clockTime(turn.state.at))
}
