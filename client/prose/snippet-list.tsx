import { words } from '../messages/catalogue.ts'
import styles from './snippet-list.module.css'
import type { SnippetMenu } from './snippets.ts'

/** The menu of snippets beside the stroke. It never takes the focus from the text. */
export function SnippetList({ menu }: { readonly menu: SnippetMenu }) {
  const { items, active, place } = menu
  const isLow = place.bottom > window.innerHeight * 0.6
  const where = isLow
    ? { left: place.left, bottom: window.innerHeight - place.top + 6 }
    : { left: place.left, top: place.bottom + 6 }
  return (
    <>
      <div className={styles.menu} role="listbox" aria-label={words.texts.snippets} style={where}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; its keys choose
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same
          <div
            key={item.name}
            ref={index === active ? intoView : null}
            className={styles.item}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => menu.choose(item)}
          >
            <b>/{item.name}</b>
            <span>{item.text.replace(/\{[^{}]+\}/gu, '…')}</span>
          </div>
        ))}
      </div>
      <span className={styles.said} role="status">
        {items[active] && words.texts.snippetChosen(items[active].name, items.length)}
      </span>
    </>
  )
}

function intoView(item: HTMLElement | null): void {
  item?.scrollIntoView({ block: 'nearest' })
}
