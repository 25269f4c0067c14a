import { type KeyboardEvent, useRef } from 'react'

/** Steps of the arrow keys and their likes over a table of buttons that say where they stand. */
const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -1000],
  End: [0, 1000],
}

/**
 * One stop of the Tab key for a whole table: arrows move between its buttons, each named by `data-cell="row column"`.
 */
export function useGridKeys(rows: number, columns: number) {
  const table = useRef<HTMLTableElement>(null)
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const to = [clamp(row + step[0], rows), clamp(column + step[1], columns)]
    table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`)?.focus()
  }
  return { table, move }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
