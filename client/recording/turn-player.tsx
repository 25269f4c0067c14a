import { useEffect, useRef } from 'react'
import { turnsOfContribution } from '../../domain/contribution-source.ts'
import { turnOf } from '../../domain/floor.ts'
import type { TurnRecording } from '../../domain/recording.ts'
import type { Ref } from '../../domain/text.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime, duration, timeAndDate } from '../messages/format.ts'
import { linkTo } from '../session/ask.ts'
import { placeOf } from './moments.ts'
import { offerToPlay } from './play-requests.ts'
import styles from './recording.module.css'
import { usePlayKeys } from './use-play-keys.ts'
import { useSound } from './use-sound.ts'

/**
 * What was recorded of the turns that a contribution was spoken in; nothing where nothing was. `playFrom` and a
 * change of `at` play it from a moment.
 */
export function TurnPlayer({
  contribution,
  at,
}: {
  readonly contribution: Ref
  readonly at?: Instant | undefined
}) {
  const state = useConference()
  const may = useMay()
  const turns = turnsOfContribution(state, contribution)
  const recordings = state.recording.turns.filter(({ turn }) => turns.includes(turn))
  const isLive =
    state.recording.since !== null && turns.some((turn) => turnOf(state, turn)?.state.kind === 'speaking')
  if (!may('recording/hear') || (recordings.length === 0 && !isLive)) return null
  return (
    <section className={styles.player} aria-label={words.recording.player}>
      {recordings.map((recording, index) => (
        <Recorded
          key={recording.id}
          recording={recording}
          recordings={recordings}
          at={at}
          isFirst={index === 0}
        />
      ))}
      {isLive && <p className={styles.note}>{words.recording.live}</p>}
    </section>
  )
}

function Recorded({
  recording,
  recordings,
  at,
  isFirst,
}: {
  readonly recording: TurnRecording
  readonly recordings: readonly TurnRecording[]
  readonly at: Instant | undefined
  readonly isFirst: boolean
}) {
  const { conference } = useConnection()
  const sound = useSound(linkTo(`/api/conferences/${conference}/recordings/${recording.id}.opus`))
  const { id, from, length, deletedAt } = recording
  const playAt = useRef((_: Instant): boolean => false)
  playAt.current = (moment) => {
    const place = placeOf(recordings, moment)
    if (place?.recording.id !== id) {
      sound.pause()
      return false
    }
    sound.play(place.offset)
    return true
  }
  useEffect(() => offerToPlay((moment) => playAt.current(moment)), [])
  useEffect(() => {
    if (at !== undefined) playAt.current(at)
  }, [at])
  const toggle = () => (sound.isPlaying ? sound.pause() : sound.play())
  usePlayKeys(isFirst && deletedAt === null, sound.isPlaying, toggle)
  if (deletedAt !== null)
    return <p className={styles.note}>{words.recording.deleted(timeAndDate(deletedAt))}</p>
  return (
    <>
      <div className={styles.row}>
        <Button
          size="small"
          onPress={toggle}
          {...(isFirst ? { keys: words.recording.listenKeys, 'aria-keyshortcuts': 'Alt+P' } : {})}
        >
          {sound.isPlaying ? words.recording.pause : words.recording.listen}
        </Button>
        <input
          type="range"
          className={styles.slider}
          aria-label={words.recording.place}
          aria-valuetext={clockTime(from + sound.offset)}
          min={0}
          max={length}
          step={1000}
          value={Math.min(sound.offset, length)}
          onChange={(event) => sound.seek(Number(event.target.value))}
        />
        <span className={styles.times}>
          {clockTime(from + sound.offset)} · {duration(sound.offset)} / {duration(length)}
        </span>
      </div>
      {sound.failed && <Notice>{words.recording.unheard}</Notice>}
    </>
  )
}
