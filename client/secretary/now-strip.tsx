import { usedTime } from '../../domain/floor.ts'
import { opinionsLine } from '../attachments/opinions-line.ts'
import { useConference } from '../conference/context.tsx'
import { turnView } from '../conference/floor-view.ts'
import { nameOf } from '../conference/names.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import styles from './now-strip.module.css'

/** Who speaks and for how long, who is next: what a secretary has to know without looking away from the text. */
export function NowStrip({ onFile }: { readonly onFile: () => void }) {
  const state = useConference()
  const next = state.floor.queue.slice(0, 3).map((request) => nameOf(state, request.bridge))
  const isOpen = state.phase === 'open'
  const until = state.facts?.opinionsUntil
  const now = useNow()
  return (
    <section className={styles.strip} aria-label={words.floor.speaking}>
      <Holder />
      {isOpen && <i className={styles.rule} />}
      <p className={styles.next}>
        {isOpen && next.length === 0 && words.floor.nobodyWaits}
        {isOpen && next.length > 0 && (
          <>
            {words.secretary.after} <b>{next[0]}</b>
            {next.slice(1).map((name) => `, ${name}`)}
          </>
        )}
      </p>
      {until !== undefined && state.phase !== 'sealed' && (
        <p className={styles.until}>
          {words.attachments.untilName} {opinionsLine(until, now)}
        </p>
      )}
      <Button
        onPress={onFile}
        keys="Alt B"
        isDisabled={state.phase === 'sealed' || (until !== undefined && now > until)}
        aria-keyshortcuts="Alt+B"
      >
        {words.secretary.file}
      </Button>
    </section>
  )
}

function Holder() {
  const state = useConference()
  const now = useNow()
  const view = turnView(state, now)
  if (!view)
    return (
      <p className={styles.nobody}>
        {state.phase === 'open' ? words.secretary.nobody : words.phaseNames[state.phase]}
      </p>
    )
  const { turn, left, stopped } = view
  const used = usedTime(turn, now)
  return (
    <>
      <Tag tone="air">{words.floor.speaking}</Tag>
      <strong className={styles.bridge}>{view.bridge}</strong>
      <span className={styles.clock} role="timer" aria-label={words.secretary.elapsed}>
        {/* Down to the second that has passed: a clock that counts up does not run ahead. */}
        <b>{duration(Math.floor(used / 1000) * 1000)}</b>
        <span>
          {words.secretary.inAll} {duration(turn.seconds * 1000, false)}
        </span>
      </span>
      <span className={styles.left} data-over={left <= 0 || undefined}>
        {stopped && words.floor.stopped}
        {!stopped &&
          (left > 0
            ? `${words.secretary.remaining} ${duration(left)}`
            : `${words.secretary.over} ${duration(-left)}`)}
      </span>
    </>
  )
}
