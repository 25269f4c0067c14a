import { useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { lockOn } from '../../domain/review.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import styles from './sheet.module.css'
import { useDeskKeys } from './use-desk-keys.ts'

/** How long a text is kept by one press, in seconds. */
const KEPT_SECONDS = 600
/** From here on keeping it longer is offered, in milliseconds. */
const SOON_OVER_MS = 120_000

/** Keeps a text to oneself for a while; the others see who has it and how long, and can take it over. */
export function TextKeep({
  document,
  bridge,
}: {
  readonly document: DocumentId
  readonly bridge: string | null
}) {
  const state = useConference()
  const { identity } = useView()
  const may = useMay()
  const now = useNow()
  const { run, busy, problem, dismiss } = useCommands()
  const [asks, setAsks] = useState(false)
  const held = lockOn(state, document, now)
  const isMine = held !== null && identity?.kind === 'person' && held.person === identity.person
  const canKeep = state.phase !== 'sealed' && may('review/lock', bridge)
  const left = held ? duration(held.until - now) : ''

  const keep = (takeOver: boolean) => run({ type: 'review/lock', document, seconds: KEPT_SECONDS, takeOver })
  const release = () => void run({ type: 'review/unlock', document })
  const press = () => {
    if (isMine) release()
    else if (held) setAsks(true)
    else void keep(false)
  }
  useDeskKeys({ 'Alt+KeyK': canKeep && !busy ? press : null })

  return (
    <>
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      {held && (
        <div className={styles.kept} data-mine={isMine || undefined}>
          <span role="status">{isMine ? words.secretary.keptByMe : words.secretary.keptBy(held.name)}</span>
          <span role="timer">{left}</span>
          {isMine && held.until - now < SOON_OVER_MS && (
            <Button size="small" isDisabled={busy} onPress={() => void keep(false)}>
              {words.secretary.keepMore}
            </Button>
          )}
          {canKeep && (
            <Button size="small" keys="Alt K" aria-keyshortcuts="Alt+K" isDisabled={busy} onPress={press}>
              {isMine ? words.secretary.release : words.secretary.takeOver}
            </Button>
          )}
        </div>
      )}
      {!held && canKeep && (
        <Button size="small" keys="Alt K" aria-keyshortcuts="Alt+K" isDisabled={busy} onPress={press}>
          {words.secretary.keep}
        </Button>
      )}
      {held && (
        <Confirmation
          title={words.secretary.takeOverTitle(held.name)}
          consequences={[
            words.secretary.takeOverWhat(held.name),
            words.secretary.takeOverUnsent,
            words.secretary.takeOverLogged,
          ]}
          act={words.secretary.takeOver}
          isOpen={asks}
          onClose={() => setAsks(false)}
          onConfirm={() => keep(true)}
        />
      )}
    </>
  )
}
