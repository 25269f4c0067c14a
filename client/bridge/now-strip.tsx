import { useConference } from '../conference/context.tsx'
import { turnView } from '../conference/floor-view.ts'
import { useNow } from '../conference/use-now.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { duration, hourTime, longDate } from '../messages/format.ts'
import styles from './now-strip.module.css'

/** Who speaks now and how the conference stands, in one line. */
export function NowStrip({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const view = turnView(state, useNow())
  if (!view)
    return (
      <section className={styles.strip} aria-label={words.bridge.now}>
        <Tag tone="plain">{words.phaseNames[state.phase]}</Tag>
        <p className={styles.what}>
          <Quiet />
        </p>
      </section>
    )
  const own = view.turn.bridge === bridge
  return (
    <section className={styles.strip} aria-label={words.bridge.now} data-own={own}>
      <Tag tone="air">{own ? words.bridge.yours : words.floor.speaking}</Tag>
      <b className={styles.who}>{view.bridge}</b>
      <strong className={styles.time}>{duration(view.left)}</strong>
      <p className={styles.what}>
        {view.speaker} · {view.topics}
        {view.stopped && ` · ${words.floor.stopped}`}
      </p>
      {state.floor.cut && <Tag tone="need">{words.floor.cut}</Tag>}
    </section>
  )
}

function Quiet() {
  const { phase, facts } = useConference()
  if (!facts) return null
  switch (phase) {
    case 'preparing':
      return words.bridge.preparing(hourTime(facts.startsAt), longDate(facts.startsAt))
    case 'open':
      return words.bridge.nobody
    case 'concluded':
      return words.bridge.concluded
    case 'sealed':
      return words.bridge.sealed
  }
}
