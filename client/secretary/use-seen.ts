import { type RefObject, useEffect, useState } from 'react'

/** How long something must be in view to count as seen: not what flies past while scrolling. */
const SEEN_AFTER_MS = 150

/** Whether an element is in view, or nearly. */
export function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const { current } = element
    if (!current) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      (entries) => {
        const isIn = entries.at(-1)?.isIntersecting ?? false
        clearTimeout(timer)
        timer = setTimeout(() => setSeen(isIn), isIn ? SEEN_AFTER_MS : 0)
      },
      { rootMargin: '80px 0px' },
    )
    observer.observe(current)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [element])
  return seen
}
