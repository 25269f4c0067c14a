import { useMemo, useRef, useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { quotationFor } from '../conference/editor-aids.ts'
import { ConfirmationsPanel } from '../confirmation/confirmations-panel.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import { DownloadsPanel } from '../publication/downloads-panel.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { Cards } from './cards.tsx'
import { DeskReview } from './desk-review.tsx'
import { DeskSigns } from './desk-signs.tsx'
import { cardsOf, contributionIn } from './desk-texts.ts'
import { DeskVotes } from './desk-votes.tsx'
import { FileOpinion } from './file-opinion.tsx'
import { FindPanel } from './find-panel.tsx'
import { KeyBar } from './key-bar.tsx'
import { MinutesState } from './minutes-state.tsx'
import { NowStrip } from './now-strip.tsx'
import { Offer } from './offer.tsx'
import styles from './secretary-page.module.css'
import { Sheet } from './sheet.tsx'
import { mergeableBefore, suggested } from './suggestion.ts'
import { useTexts } from './texts-context.tsx'
import { TopicsPanel } from './topics-panel.tsx'
import { useChosen } from './use-chosen.ts'
import { useClassification } from './use-classification.ts'
import { type DeskKeys, useDeskKeys } from './use-desk-keys.ts'
import { useJump } from './use-jump.ts'

export function Desk() {
  const state = useConference()
  const { serverNow } = useConnection()
  const { contributions, floor, topics, bridges, phase } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only with what it is made of
  const cards = useMemo(() => cardsOf(state), [contributions, floor.turns, topics, bridges])
  const chosen = useChosen()
  const texts = useTexts()
  const editor = useRef<EditorHandle | null>(null)
  const card = cards.find(({ document }) => document === chosen.document)
  const offered = cards.find(({ document }) => document === chosen.offer)
  const classification = useClassification(contributionIn(state, chosen.document))
  const [isFiling, setFiling] = useState(false)
  const [noneLeft, setNoneLeft] = useState(false)
  /** How often finding was asked for; 0 while it is closed. */
  const [asked, setAsked] = useState(0)
  const jump = useJump(editor, chosen)
  const file = () => {
    const until = state.facts?.opinionsUntil
    const isOver = until !== undefined && serverNow() > until
    if (phase !== 'sealed' && !isOver) setFiling(true)
  }

  const step = (by: -1 | 1) => {
    if (by === 1 && offered) return chosen.choose(offered.document)
    const order: readonly DocumentId[] = ['opening', ...cards.map(({ document }) => document), 'conclusion']
    const next = order[order.indexOf(chosen.document) + by]
    if (next) chosen.choose(next)
  }
  const suggest = () => {
    const next = suggested(cards, (document) => texts.glance(document), chosen.document)
    setNoneLeft(next === null)
    if (next) chosen.choose(next)
  }
  const closeFinding = () => {
    setAsked(0)
    editor.current?.focus()
  }
  useDeskKeys({
    ...assigning(topics, classification.toggle),
    'Alt+ArrowUp': () => step(-1),
    'Alt+ArrowDown': () => step(1),
    'Alt+KeyV': classification.editable ? () => classification.openMenu('topics') : null,
    'Alt+KeyL': classification.editable ? () => classification.openMenu('kind') : null,
    'Alt+KeyB': file,
    'Alt+KeyJ': suggest,
    'Ctrl+KeyF': () => setAsked(asked + 1),
    'Alt+KeyQ': () => editor.current?.quote(quotationFor(topics, card)),
  })

  return (
    <div className={styles.page}>
      <TopBar here="/secretary">
        <DeskSigns />
      </TopBar>
      <LineState />
      <NowStrip onFile={file} />
      <main className={styles.bench}>
        {asked === 0 ? (
          <Cards cards={cards} chosen={chosen} onFind={() => setAsked(1)} />
        ) : (
          <FindPanel cards={cards} asked={asked} onJump={jump.to} onClose={closeFinding} />
        )}
        <div className={styles.centre}>
          <Sheet
            key={chosen.document}
            document={chosen.document}
            card={card}
            earlier={card ? mergeableBefore(cards, card) : null}
            autoFocus={chosen.byHand}
            classification={classification}
            editor={editor}
            onEditor={jump.ready}
            onChoose={chosen.choose}
          />
          {noneLeft && (
            <div className={styles.offer}>
              <Notice tone="plain" onDismiss={() => setNoneLeft(false)}>
                {words.secretary.nothingToSuggest}
              </Notice>
            </div>
          )}
          {offered && (
            <Offer
              bridge={offered.bridge}
              onGo={() => chosen.choose(offered.document)}
              onStay={chosen.putOff}
            />
          )}
        </div>
        <aside className={styles.side}>
          <DeskReview document={chosen.document} card={card} editor={editor} />
          <DeskVotes document={chosen.document} editor={editor} />
          <TopicsPanel classification={classification} />
          <ConfirmationsPanel onOpen={chosen.choose} />
          <MinutesState />
          <DownloadsPanel folded />
        </aside>
      </main>
      <KeyBar />
      <FileOpinion isOpen={isFiling} onClose={() => setFiling(false)} onFiled={chosen.choose} />
    </div>
  )
}

/** The first nine topics by their numbers. */
function assigning(topics: readonly { readonly id: string }[], toggle: (topic: string) => void): DeskKeys {
  return Object.fromEntries(
    topics.slice(0, 9).map(({ id }, index) => [`Alt+Digit${index + 1}`, () => toggle(id)]),
  )
}
