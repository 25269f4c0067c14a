import { type KeyboardEvent, useState } from 'react'
import type { LedgerCell } from '../../domain/ledger.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import type { LedgerColumn } from './columns.ts'
import styles from './ledger-table.module.css'
import { columnTotals, type LedgerLine } from './ledger-view.ts'
import { useGridKeys } from './use-grid-keys.ts'

/** A bridge, and one of its columns or all of them. */
export interface Place {
  readonly bridge: string
  /** Null: the whole line. */
  readonly topic: string | null
}

interface TableProps {
  readonly lines: readonly LedgerLine[]
  readonly columns: readonly LedgerColumn[]
  /** Whether contributions can stand outside of every column. */
  readonly hasTopics: boolean
  readonly chosen: Place | null
  readonly onChoose: (place: Place) => void
}

/** Bridge × topic, its head and first column always in sight; one Tab stop, arrows within. */
export function LedgerTable({ lines, columns, hasTopics, chosen, onChoose }: TableProps) {
  const { table, move } = useGridKeys(lines.length, columns.length + 1)
  const [stop, setStop] = useState('0 0')
  const button = (row: number, column: number, place: Place) => ({
    type: 'button' as const,
    className: styles.press,
    'data-cell': `${row} ${column}`,
    tabIndex:
      stop === `${row} ${column}` || (row === 0 && column === 0 && !inside(stop, lines.length)) ? 0 : -1,
    'aria-pressed': chosen?.bridge === place.bridge && chosen.topic === place.topic,
    onFocus: () => setStop(`${row} ${column}`),
    onKeyDown: (event: KeyboardEvent) => move(event, row, column),
    onClick: () => onChoose(place),
  })
  return (
    <table className={styles.table} ref={table} aria-label={words.ledger.title}>
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            {words.ledger.bridge}
          </th>
          {columns.map(({ id, short, title }) => (
            <th key={id} scope="col" title={title} className={styles.column}>
              {short !== title && <b className={styles.number}>{short}</b>}
              <span className={styles.title}>{title}</span>
            </th>
          ))}
          {[
            ...(hasTopics ? [words.ledger.unclassified] : []),
            words.ledger.total,
            words.ledger.missingTotal,
            words.ledger.reminded,
          ].map((title) => (
            <th key={title} scope="col" className={styles.column}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, row) => (
          <tr key={line.bridge}>
            <th scope="row" className={styles.name}>
              <button {...button(row, 0, { bridge: line.bridge, topic: null })}>{line.name}</button>
            </th>
            {line.cells.map((cell, index) => (
              <td key={cell.topic} data-state={cell.state} className={styles.cell}>
                <button
                  {...button(row, index + 1, { bridge: line.bridge, topic: cell.topic })}
                  aria-label={words.ledger.cell(line.name, columns[index]?.title ?? '', spelled(cell))}
                >
                  <Counts spoken={cell.spoken.length} written={cell.written.length} />
                  {cell.state !== 'given' && words.ledger[cell.state]}
                </button>
              </td>
            ))}
            {hasTopics && <td className={styles.cell}>{line.unclassified || ''}</td>}
            <td className={styles.cell}>
              <Counts spoken={line.spoken} written={line.written} />
            </td>
            <td className={styles.cell}>{line.missing || ''}</td>
            <td className={styles.cell}>{line.remindedAt !== null && hourTime(line.remindedAt)}</td>
          </tr>
        ))}
      </tbody>
      <Totals lines={lines} columns={columns} hasTopics={hasTopics} />
    </table>
  )
}

function Totals({ lines, columns, hasTopics }: Pick<TableProps, 'lines' | 'columns' | 'hasTopics'>) {
  const totals = columnTotals(lines)
  const sum = (of: (line: LedgerLine) => number) => lines.reduce((all, line) => all + of(line), 0)
  return (
    <tfoot>
      <tr>
        <th scope="row" className={styles.sumName}>
          {words.ledger.sum}
        </th>
        {columns.map(({ id }, index) => {
          const { given, none, missing } = totals[index] ?? { given: 0, none: 0, missing: 0 }
          return (
            <td key={id} className={styles.sum} title={words.ledger.columnSum(given, none, missing)}>
              <b className={styles.count}>{given}</b> · {none} · {missing}
            </td>
          )
        })}
        {hasTopics && <td className={styles.sum}>{sum((line) => line.unclassified) || ''}</td>}
        <td className={styles.sum}>
          <Counts spoken={sum((line) => line.spoken)} written={sum((line) => line.written)} />
        </td>
        <td className={styles.sum}>{sum((line) => line.missing) || ''}</td>
        <td className={styles.sum} />
      </tr>
    </tfoot>
  )
}

function Counts({ spoken, written }: { readonly spoken: number; readonly written: number }) {
  return (
    <>
      {spoken > 0 && <b className={styles.count}>{words.ledger.spokenShort(spoken)}</b>}
      {spoken > 0 && written > 0 && ' · '}
      {written > 0 && <span>{words.ledger.writtenShort(written)}</span>}
    </>
  )
}

function spelled(cell: LedgerCell): string {
  if (cell.state !== 'given') return words.ledger.states[cell.state]
  return words.ledger.counts(cell.spoken.length, cell.written.length)
}

/** Whether the last stop is still a line of the table after it was filtered. */
function inside(stop: string, rows: number): boolean {
  return Number(stop.split(' ')[0]) < rows
}
