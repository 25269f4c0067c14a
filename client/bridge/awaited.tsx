import { ledgerGaps } from '../../domain/ledger.ts'
import { useConference } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { askedUntil, unconfirmedBridges } from '../confirmation/waiting.ts'
import { Notice } from '../design/notice.tsx'
import { columnsOf } from '../ledger/columns.ts'
import { words } from '../messages/catalogue.ts'
import { clockTime, timeAndDate } from '../messages/format.ts'
import styles from './contributions.module.css'

/** What the central desk waits for from this bridge: confirmations until a deadline, and what it was reminded of. */
export function Awaited({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const now = useNow()
  if (state.phase === 'sealed') return null
  const open = unconfirmedBridges(state).find((held) => held.bridge === bridge)?.contributions.length ?? 0
  const until = askedUntil(state, bridge)
  const remindedAt = Object.hasOwn(state.reminded, bridge) ? state.reminded[bridge] : undefined
  const gap = ledgerGaps(state).find((held) => held.bridge === bridge)
  const asked = until !== null && open > 0
  const reminded = remindedAt !== undefined && gap !== undefined
  if (!asked && !reminded) return null
  const missing = columnsOf(state).filter(({ id }) => gap?.topics.includes(id))
  return (
    <div className={styles.awaited}>
      {asked && (
        <Notice tone={until < now ? 'need' : 'plain'}>
          {until < now
            ? words.confirmation.overdue(timeAndDate(until))
            : words.confirmation.askedUntil(timeAndDate(until))}{' '}
          {words.confirmation.askedLeft(open)}
        </Notice>
      )}
      {reminded && (
        <Notice>
          {words.ledger.ownReminded(clockTime(remindedAt), missing.map(({ short }) => short).join(', '))}
        </Notice>
      )}
    </div>
  )
}
