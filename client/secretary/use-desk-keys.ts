import { useEffect, useRef } from 'react'

/** By key, as `Alt+KeyB` or `Ctrl+KeyF`: the place on the keyboard, since with Alt some layouts give other letters. */
export type DeskKeys = Readonly<Record<string, (() => void) | null>>

/**
 * Keys of a part of the desk, all with Alt or Ctrl: they work also while a text is being written. Not while a window
 * is open.
 */
export function useDeskKeys(keys: DeskKeys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const act = event.isComposing ? null : current.current[nameOf(event)]
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

function nameOf({ altKey, ctrlKey, metaKey, shiftKey, code }: KeyboardEvent): string {
  const held = [altKey && 'Alt', (ctrlKey || metaKey) && 'Ctrl', shiftKey && 'Shift'].filter(Boolean)
  return [...held, code.replace(/^Numpad(?=\d)/, 'Digit')].join('+')
}
