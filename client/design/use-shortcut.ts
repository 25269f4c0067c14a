import { useEffect, useRef } from 'react'
import { useLetterKeys } from './letter-keys.ts'

/**
 * A single key that does the same as a button, where nothing is typed and no window is open. `Enter` and the space
 * bar stay with the button that has the focus.
 */
export function useShortcut(key: string, act: () => void, enabled = true): void {
  const current = useRef(act)
  current.current = act
  const isLetter = key.length === 1
  const [letters] = useLetterKeys()
  useEffect(() => {
    if (!enabled || (isLetter && !letters)) return
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.repeat || event.defaultPrevented) return
      if (event.ctrlKey || event.altKey || event.metaKey || isTaken(event.target, key)) return
      event.preventDefault()
      current.current()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [key, enabled, isLetter, letters])
}

function isTaken(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('input[type=checkbox]')) return key === ' '
  if (target.isContentEditable || target.matches('input, textarea, select')) return true
  return key === 'enter' && target.closest('button, a, summary') !== null
}
