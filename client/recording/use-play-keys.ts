import { useEffect, useRef } from 'react'
import { momentAtCaret } from './moments.ts'
import { playFrom } from './play-requests.ts'

/**
 * Alt+P plays from the time mark at the caret, without one from where it was, and pauses; a click on a time mark
 * plays from there. `on`: for one player of a page.
 */
export function usePlayKeys(on: boolean, isPlaying: boolean, toggle: () => void): void {
  const current = useRef({ isPlaying, toggle })
  current.current = { isPlaying, toggle }
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, metaKey, shiftKey, code, isComposing } = event
      if (isComposing || !altKey || ctrlKey || metaKey || shiftKey || code !== 'KeyP') return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      const text = document.activeElement?.closest('[role=textbox]')
      const moment = text && !current.current.isPlaying ? momentAtCaret(text) : null
      if (moment === null || !playFrom(moment)) current.current.toggle()
    }
    const clicked = ({ target }: MouseEvent) => {
      const mark = target instanceof Element ? target.closest<HTMLElement>('time[data-at]') : null
      if (mark) playFrom(Number(mark.dataset.at))
    }
    // Before the editor, which takes keys and clicks for its own.
    addEventListener('keydown', pressed, { capture: true })
    addEventListener('click', clicked, { capture: true })
    return () => {
      removeEventListener('keydown', pressed, { capture: true })
      removeEventListener('click', clicked, { capture: true })
    }
  }, [on])
}
