import type { ConferenceState } from '../../domain/state.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { allowance, turnView } from '../conference/floor-view.ts'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Tag } from '../design/tag.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import { clockTime, duration, hourTime, longDate } from '../messages/format.ts'
import styles from './air-panel.module.css'
import { Problem } from './problem.tsx'

/** Longer names are set smaller. */
const LONG_NAME = 22

/** Who has the floor, how long still, and what the chair can do about it. */
export function Speaker() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const now = useNow()
  const view = turnView(state, now)
  const addMinute = () => {
    if (view) void commands.run({ type: 'floor/extend', turn: view.turn.id, seconds: 60 })
  }
  const takeBack = () => {
    if (view) void commands.run({ type: 'floor/take-back', turn: view.turn.id })
  }
  useShortcut('g', addMinute, may('floor/extend'))
  useShortcut('k', takeBack, may('floor/take-back'))
  if (!view) return null
  const { turn, left, share, stopped } = view
  const used = turn.seconds * 1000 - left
  const over = left <= 0
  return (
    <div className={styles.who}>
      <div className={styles.names}>
        <div>
          {state.floor.cut ? (
            <Tag tone="need">{words.floor.cutShort}</Tag>
          ) : (
            <Tag tone="air">{words.floor.speaking}</Tag>
          )}
        </div>
        <h2 title={view.bridge} data-long={view.bridge.length > LONG_NAME}>
          {view.bridge}
        </h2>
        <p className={styles.speaker} title={view.speaker}>
          {view.speaker}
        </p>
        <p className={styles.topics} title={view.topics}>
          {view.topics}
        </p>
      </div>
      <div className={styles.time}>
        <strong role="timer">{duration(left)}</strong>
        <span>
          {stopped
            ? words.floor.stopped
            : over
              ? words.floor.overOf(allowance(turn.seconds))
              : words.floor.leftOf(allowance(turn.seconds))}
          <br />
          {words.floor.since} {clockTime(turn.grantedAt)}
        </span>
      </div>
      <div
        className={styles.bar}
        role="img"
        aria-label={words.floor.used(duration(used), allowance(turn.seconds))}
      >
        <i style={{ width: `${(1 - share) * 100}%` }} />
      </div>
      <div className={styles.acts}>
        {may('floor/extend') && (
          <Button onPress={addMinute} keys={words.chair.keys.addMinute} aria-keyshortcuts="g">
            {words.chair.addMinute}
          </Button>
        )}
        {may('floor/take-back') && (
          <Button
            onPress={takeBack}
            keys={words.chair.keys.takeBack}
            aria-keyshortcuts="k"
            isPending={commands.busy}
          >
            {words.chair.takeBack}
          </Button>
        )}
      </div>
      <Problem commands={commands} />
    </div>
  )
}

/** Why nobody speaks. */
export function Nobody() {
  const state = useConference()
  const { presence } = useView()
  const startsAt = state.facts?.startsAt ?? 0
  const preparing = [
    words.chair.startsAt(hourTime(startsAt), longDate(startsAt)),
    words.chair.halls(presence.length, state.bridges.length),
  ].join(' · ')
  const notes = {
    preparing: { title: words.chair.notStarted, what: preparing },
    open: {
      title: words.floor.nobody,
      what: presence.includes(centralBridge(state)) ? words.floor.nobodyWhat : words.chair.centralAway,
    },
    concluded:
      state.formerMinutes.length > 0
        ? { title: words.chair.reopened, what: words.chair.reopenedWhat }
        : { title: words.chair.concluded, what: words.chair.concludedWhat },
    sealed: sealedNote(state),
  }
  const { title, what } = notes[state.phase]
  return (
    <div className={styles.who}>
      <h2>{title}</h2>
      {state.floor.cut && state.phase === 'open' ? <p>{words.chair.cutNow}</p> : <p>{what}</p>}
    </div>
  )
}

function sealedNote(state: ConferenceState) {
  if (state.minutes.kind === 'sealed' && state.minutes.issued)
    return { title: words.chair.issued, what: words.chair.issuedWhat }
  const what = isSigned(state) ? words.chair.signedWhat : words.chair.sealedWhat
  return { title: words.chair.sealed, what }
}

function isSigned({ minutes }: ConferenceState): boolean {
  return minutes.kind === 'sealed' && minutes.signatures.some(({ field }) => field === 'chair')
}
