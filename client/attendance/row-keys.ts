import type { KeyboardEvent } from 'react'

/** Goes to the row above or below with the arrow keys, to the button of the same name. */
export function moveAmong(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  if (by === undefined || !(event.target instanceof HTMLElement)) return
  const rows = [...event.currentTarget.children]
  const row = rows.findIndex((each) => each.contains(event.target as Node))
  const next = rows[row + by]
  if (row === -1 || !next) return
  const mark = event.target.dataset.mark
  const same =
    mark === undefined ? null : next.querySelector<HTMLElement>(`button[data-mark="${mark}"]:enabled`)
  const button = same ?? next.querySelector<HTMLElement>('button:enabled')
  if (!button) return
  event.preventDefault()
  button.focus()
}
