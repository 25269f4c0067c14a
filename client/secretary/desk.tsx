import { useMemo, useState } from 'react'
import { useConference } from '../conference/context.tsx'
import { ConfirmationsPanel } from '../confirmation/confirmations-panel.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { Cards } from './cards.tsx'
import { DeskSigns } from './desk-signs.tsx'
import { cardsOf, contributionIn } from './desk-texts.ts'
import { FileOpinion } from './file-opinion.tsx'
import { KeyBar } from './key-bar.tsx'
import { MinutesState } from './minutes-state.tsx'
import { NowStrip } from './now-strip.tsx'
import { Offer } from './offer.tsx'
import styles from './secretary-page.module.css'
import { Sheet } from './sheet.tsx'
import { TopicsPanel } from './topics-panel.tsx'
import { useChosen } from './use-chosen.ts'
import { useClassification } from './use-classification.ts'
import { useDeskKeys } from './use-desk-keys.ts'

export function Desk() {
  const state = useConference()
  const { contributions, floor, topics, bridges, phase } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only with what it is made of
  const cards = useMemo(() => cardsOf(state), [contributions, floor.turns, topics, bridges])
  const chosen = useChosen()
  const card = cards.find(({ document }) => document === chosen.document)
  const offered = cards.find(({ document }) => document === chosen.offer)
  const classification = useClassification(contributionIn(state, chosen.document))
  const [isFiling, setFiling] = useState(false)
  const file = () => phase !== 'sealed' && setFiling(true)

  useDeskKeys({
    step: (by) => {
      if (by === 1 && offered) return chosen.choose(offered.document)
      const order = ['opening', ...cards.map(({ document }) => document), 'conclusion'] as const
      const next = order[order.indexOf(chosen.document) + by]
      if (next) chosen.choose(next)
    },
    assign: (number) => {
      const topic = topics[number - 1]
      if (topic) classification.toggle(topic.id)
    },
    addTopic: () => classification.openMenu(classification.editable),
    file,
  })

  return (
    <div className={styles.page}>
      <TopBar here="/secretary">
        <DeskSigns />
      </TopBar>
      <LineState />
      <NowStrip onFile={file} />
      <main className={styles.bench}>
        <Cards cards={cards} chosen={chosen} />
        <div className={styles.centre}>
          <Sheet
            key={chosen.document}
            document={chosen.document}
            card={card}
            autoFocus={chosen.byHand}
            classification={classification}
          />
          {offered && (
            <Offer
              bridge={offered.bridge}
              onGo={() => chosen.choose(offered.document)}
              onStay={chosen.putOff}
            />
          )}
        </div>
        <aside className={styles.side}>
          <TopicsPanel classification={classification} />
          <ConfirmationsPanel onOpen={chosen.choose} />
          <MinutesState />
        </aside>
      </main>
      <KeyBar />
      <FileOpinion isOpen={isFiling} onClose={() => setFiling(false)} onFiled={chosen.choose} />
    </div>
  )
}
