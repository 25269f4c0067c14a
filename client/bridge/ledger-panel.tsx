import { declaredNone, ledger } from '../../domain/ledger.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { columnsOf } from '../ledger/columns.ts'
import { words } from '../messages/catalogue.ts'
import bridgeStyles from './bridge.module.css'
import styles from './ledger-panel.module.css'

/** The bridge's own row of the ledger: on what it has spoken or written, and one press for having nothing else. */
export function LedgerPanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const row = ledger(state).find((held) => held.bridge === bridge)
  if (!row) return null
  const columns = columnsOf(state)
  const missing = row.cells.filter((cell) => cell.state === 'missing')
  const none = declaredNone(state, bridge)
  const declares = state.phase !== 'sealed' && may('ledger/declare-none', bridge)
  return (
    <section className={bridgeStyles.section} aria-labelledby="own-ledger">
      <div className={bridgeStyles.head}>
        <h2 id="own-ledger">{words.ledger.own}</h2>
      </div>
      <p className={bridgeStyles.small} role="status">
        {missing.length > 0
          ? words.ledger.ownMissing(missing.length, row.cells.length)
          : words.ledger.ownComplete}
      </p>
      {declares && missing.length > 0 && (
        <>
          <Button
            size="big"
            isPending={commands.busy}
            onPress={() => void commands.run({ type: 'ledger/declare-none', bridge, topics: [] })}
          >
            {words.ledger.ownDeclare}
          </Button>
          <p className={bridgeStyles.small}>{words.ledger.ownDeclareWhat}</p>
        </>
      )}
      {declares && none.length > 0 && (
        <Button
          isPending={commands.busy}
          onPress={() => void commands.run({ type: 'ledger/withdraw-none', bridge, topics: [] })}
        >
          {words.ledger.ownUndo}
        </Button>
      )}
      <ul className={styles.cells}>
        {row.cells.map((cell, index) => {
          const column = columns[index]
          const given = words.ledger.counts(cell.spoken.length, cell.written.length)
          return (
            <li key={cell.topic} data-state={cell.state}>
              <span title={column?.title}>
                {column?.short !== column?.title && <b>{column?.short}</b>} {column?.title}
              </span>
              <em>{cell.state === 'given' ? given : words.ledger.states[cell.state]}</em>
            </li>
          )
        })}
      </ul>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </section>
  )
}
