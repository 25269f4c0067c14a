import { useEffect, useRef } from 'react'

/** Ctrl (or ⌘) with a key, everywhere: for what must never be out of reach. */
export function useControlKey(key: string, act: () => void, enabled = true): void {
  const current = useRef(act)
  current.current = act
  useEffect(() => {
    if (!enabled) return
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== key || event.repeat) return
      event.preventDefault()
      current.current()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [key, enabled])
}
