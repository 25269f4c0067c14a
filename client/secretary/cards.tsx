import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Checkbox } from 'react-aria-components'
import type { DocumentId } from '../../domain/prose.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { count } from '../messages/format.ts'
import { Card } from './card.tsx'
import styles from './cards.module.css'
import type { CardView } from './desk-texts.ts'
import { RecordCard } from './record-card.tsx'
import type { Chosen } from './use-chosen.ts'
import { VoidedCards } from './voided-cards.tsx'

/** The texts of the minutes in their order: the opening, every contribution, the conclusion. */
export function Cards({
  cards,
  chosen,
  onFind,
}: {
  readonly cards: readonly CardView[]
  readonly chosen: Chosen
  readonly onFind: () => void
}) {
  const list = useRef<HTMLElement>(null)
  const { document: current, choose } = chosen
  useEffect(() => {
    list.current?.querySelector(`[data-document="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const isHere = cards.some((card) => card.document === current)
  const stop = isHere ? current : cards.at(-1)?.document
  const record = (document: DocumentId, title: string) => (
    <RecordCard document={document} title={title} isChosen={current === document} onChoose={choose} />
  )
  return (
    <nav ref={list} className={styles.cards} aria-label={words.secretary.texts} onKeyDown={moveFocus}>
      <header className={styles.head}>
        <h2>{words.secretary.cards}</h2>
        <span>{count(cards.length)}</span>
        <Checkbox className={styles.follow ?? ''} isSelected={chosen.following} onChange={chosen.follow}>
          {({ isSelected }) => (
            <>
              <span className={styles.box} aria-hidden>
                {isSelected && <Icon name="check" />}
              </span>
              <span title={words.secretary.followWhat}>{words.secretary.follow}</span>
            </>
          )}
        </Checkbox>
      </header>
      <Button className={styles.find ?? ''} keys="Ctrl F" aria-keyshortcuts="Control+F" onPress={onFind}>
        {words.secretary.findIn}
      </Button>
      {record('opening', words.secretary.opening)}
      <ol className={styles.list} aria-label={words.secretary.cards}>
        {cards.length === 0 && <li className={styles.none}>{words.secretary.none}</li>}
        {cards.map((card) => (
          <Card
            key={card.document}
            {...card}
            isChosen={current === card.document}
            isStop={stop === card.document}
            onChoose={choose}
          />
        ))}
      </ol>
      <VoidedCards />
      {record('conclusion', words.secretary.conclusion)}
    </nav>
  )
}

/** Arrow keys go from card to card without choosing one. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-document]')]
  const here = cards.indexOf(event.target as HTMLElement)
  if (by === 0 || event.altKey || here === -1) return
  event.preventDefault()
  cards[here + by]?.focus()
}
