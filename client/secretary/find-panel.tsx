import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import type { CardView } from './desk-texts.ts'
import styles from './find-panel.module.css'
import { type FindResult, useFind } from './use-find.ts'

/** Finds words in the whole of the minutes; it stands where the cards are. */
export function FindPanel({
  cards,
  asked,
  onJump,
  onClose,
}: {
  readonly cards: readonly CardView[]
  /** Grows each time the key is pressed: the field is gone to again. */
  readonly asked: number
  readonly onJump: (result: FindResult, query: string) => void
  readonly onClose: () => void
}) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const { results, more, answered, problem } = useFind(query, cards)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press of the key comes here
  useEffect(() => field.current?.select(), [asked])

  const jump = (result: FindResult | undefined) => result && onJump(result, query)
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') jump(results[active])
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, results.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else return
    event.preventDefault()
  }
  const isDone = answered === query.trim() && query.trim() !== ''
  return (
    <search className={styles.panel} aria-label={words.secretary.findIn}>
      <div className={styles.head}>
        <input
          ref={field}
          className={styles.field}
          // biome-ignore lint/a11y/noAutofocus: the key that opened it was pressed to type here
          autoFocus
          role="combobox"
          aria-label={words.secretary.findIn}
          aria-expanded={results.length > 0}
          aria-controls="found"
          aria-activedescendant={results[active] ? `found-${active}` : undefined}
          placeholder={words.secretary.findIn}
          maxLength={200}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={pressed}
        />
        <Button tone="quiet" onPress={onClose}>
          {words.common.close}
        </Button>
      </div>
      {problem && <Notice>{problem}</Notice>}
      <p className={styles.count} role="status">
        {isDone &&
          !problem &&
          (results.length === 0 ? words.secretary.findNothing : words.secretary.found(results.length))}
      </p>
      <div id="found" className={styles.list} role="listbox" aria-label={words.secretary.find}>
        {results.map((result, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; its keys choose
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same
          <div
            key={`${result.document} ${result.number}`}
            id={`found-${index}`}
            ref={index === active ? intoView : null}
            className={styles.result}
            role="option"
            aria-selected={index === active}
            onClick={() => jump(result)}
          >
            <small>{placeOf(cards, result)}</small>
            <span>
              {result.before}
              <mark>{result.match}</mark>
              {result.after}
            </span>
          </div>
        ))}
      </div>
      {more && <p className={styles.count}>{words.secretary.findMore}</p>}
    </search>
  )
}

function placeOf(cards: readonly CardView[], { document }: FindResult): string {
  const card = cards.find((held) => held.document === document)
  if (card) return words.secretary.foundIn(card.ordinal, card.bridge)
  return document === 'opening' ? words.secretary.opening : words.secretary.conclusion
}

function intoView(item: HTMLElement | null): void {
  item?.scrollIntoView({ block: 'nearest' })
}
