import { useEffect, useState } from 'react'

/** The most that a remark quotes, in UTF-16 units. */
const LONGEST_QUOTE = 1_000

/**
 * What is selected in a text, drawn in an element with `data-review-text`; it stays while the remark about it is
 * written elsewhere. The function lets go of it.
 */
export function useSelectedQuote(document: string): readonly [string, () => void] {
  const [quote, setQuote] = useState('')
  useEffect(() => {
    const read = () => {
      const selection = getSelection()
      const anchor = selection?.anchorNode
      const element = anchor instanceof Element ? anchor : anchor?.parentElement
      const text = element?.closest<HTMLElement>('[data-review-text]')
      if (selection && text?.dataset.reviewText === document)
        setQuote(selection.toString().replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUOTE))
    }
    read()
    const page = globalThis.document
    page.addEventListener('selectionchange', read)
    return () => page.removeEventListener('selectionchange', read)
  }, [document])
  return [quote, () => setQuote('')]
}
