import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Button, LinkButton } from '../design/button.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './cover.module.css'

/** One press, which browsers ask for before they open a camera or play a sound. */
export function StartScreen({ bridge, onStart }: { readonly bridge: string; readonly onStart: () => void }) {
  const state = useConference()
  return (
    <main className={styles.cover}>
      <p className={styles.coverLine}>{state.facts?.title}</p>
      <h1 className={styles.coverTitle}>{words.hall.startTitle(nameOf(state, bridge))}</h1>
      <p className={styles.coverLine}>{words.hall.startWhat}</p>
      <Button tone="primary" className={styles.startButton ?? ''} onPress={onStart} autoFocus keys="Enter">
        {words.hall.start}
      </Button>
      <LinkButton href={linkTo('/rehearsal')}>{words.rehearsal.open}</LinkButton>
      {state.facts?.demonstration && <Tag tone="demonstration">{words.common.demonstration}</Tag>}
    </main>
  )
}
