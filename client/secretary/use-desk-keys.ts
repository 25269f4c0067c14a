import { useEffect, useRef } from 'react'

export interface DeskKeys {
  /** One text up (−1) or down (1). */
  readonly step: (by: -1 | 1) => void
  /** The topic with this number, from 1 to 9. */
  readonly assign: (number: number) => void
  readonly addTopic: () => void
  readonly file: () => void
}

/** The desk's keys, all with Alt: they work also while a text is being written. Not while a window is open. */
export function useDeskKeys(keys: DeskKeys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return
      const act = actFor(event.code, current.current)
      if (!act || document.querySelector('[role=dialog], [role=alertdialog]')) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat || event.code.startsWith('Arrow')) act()
    }
    // Before the editor, which would take some of them for its own.
    addEventListener('keydown', pressed, { capture: true })
    return () => removeEventListener('keydown', pressed, { capture: true })
  }, [])
}

/** By the place of the key: with Alt some layouts give other letters. */
function actFor(code: string, keys: DeskKeys): (() => void) | null {
  if (code === 'ArrowUp') return () => keys.step(-1)
  if (code === 'ArrowDown') return () => keys.step(1)
  if (code === 'KeyB') return keys.file
  if (code === 'KeyV') return keys.addTopic
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  return digit === undefined ? null : () => keys.assign(Number(digit))
}
