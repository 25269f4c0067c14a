import { contributionOf } from '../../domain/contributions.ts'
import { isDeclaredNone } from '../../domain/ledger.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { columnsOf } from './columns.ts'
import styles from './ledger-page.module.css'
import type { Place } from './ledger-table.tsx'
import type { LedgerLine } from './ledger-view.ts'
import { ReadText } from './read-text.tsx'

/** What stands behind one cell, or one line, of the ledger: the texts to read, and what can be done about a gap. */
export function CellPanel({
  place,
  line,
  onClose,
}: {
  readonly place: Place
  readonly line: LedgerLine
  readonly onClose: () => void
}) {
  const state = useConference()
  const commands = useCommands()
  const may = useMay()
  const columns = columnsOf(state)
  const cells = line.cells.filter(({ topic }) => place.topic === null || topic === place.topic)
  const named = (ids: readonly string[]) =>
    columns
      .filter(({ id }) => ids.includes(id))
      .map(({ short }) => short)
      .join(', ')
  const missing = cells.filter((cell) => cell.state === 'missing').map(({ topic }) => topic)
  const none = cells
    .filter(({ topic }) => isDeclaredNone(state, line.bridge, topic))
    .map(({ topic }) => topic)
  const ids = new Set(cells.flatMap(({ spoken, written }) => [...spoken, ...written]))
  const whole = place.topic === null ? state.contributions.filter((held) => isOf(held, line)) : []
  const texts = [...new Set([...ids, ...whole.map(({ id }) => id)])]
    .sort((one, other) => one - other)
    .flatMap((id) => contributionOf(state, id) ?? [])
  const isOpen = state.phase !== 'sealed'
  const declares = isOpen && may('ledger/declare-none', line.bridge)
  return (
    <aside className={styles.panel} aria-label={nameOf(state, line.bridge)}>
      <header className={styles.panelHead}>
        <h2>{nameOf(state, line.bridge)}</h2>
        <Button size="small" tone="quiet" onPress={onClose}>
          {words.ledger.close}
        </Button>
        <p>{columns.find(({ id }) => id === place.topic)?.title ?? words.ledger.wholeRow}</p>
      </header>
      {none.length > 0 && <p role="status">{words.ledger.declaredOn(named(none))}</p>}
      {missing.length > 0 && <p role="status">{words.ledger.missingOn(named(missing))}</p>}
      {line.remindedAt !== null && line.missing > 0 && (
        <p>{words.ledger.remindedAt(clockTime(line.remindedAt))}</p>
      )}
      <div className={styles.acts}>
        {isOpen && missing.length > 0 && may('ledger/remind') && (
          <Button
            isPending={commands.busy}
            onPress={() => void commands.run({ type: 'ledger/remind', bridges: [line.bridge] })}
          >
            {words.ledger.remindOne}
          </Button>
        )}
        {declares && missing.length > 0 && (
          <Button
            isPending={commands.busy}
            onPress={() =>
              void commands.run({ type: 'ledger/declare-none', bridge: line.bridge, topics: missing })
            }
          >
            {words.ledger.declare}
          </Button>
        )}
        {declares && none.length > 0 && (
          <Button
            isPending={commands.busy}
            onPress={() =>
              void commands.run({ type: 'ledger/withdraw-none', bridge: line.bridge, topics: none })
            }
          >
            {words.ledger.undo}
          </Button>
        )}
        {declares && missing.length > 0 && <small>{words.ledger.declareWhat}</small>}
      </div>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      {texts.length === 0 ? (
        <p className={styles.none}>{words.ledger.noTexts}</p>
      ) : (
        <ol>
          {texts.map((held) => (
            <li key={held.id}>
              <ReadText contribution={held} />
            </li>
          ))}
        </ol>
      )}
    </aside>
  )
}

function isOf(
  held: { readonly bridge: string; readonly standing: { readonly kind: string } },
  { bridge }: LedgerLine,
): boolean {
  return held.bridge === bridge && held.standing.kind === 'standing'
}
