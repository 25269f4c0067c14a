import { type ComponentType, lazy, Suspense } from 'react'
import { sentenceFor } from '../messages/catalogue.ts'
import { Notice } from './notice.tsx'

/** When a page has drawn itself and has time to fetch what may be opened later. */
const LATER_MS = 4000

/**
 * A part of a page in a file of its own: fetched when it is first shown, or before that when the page has long been
 * drawn, so that it opens at once and the page itself is light. Where it cannot be had, it says so in its place.
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Part = lazy(async () => ({ default: await load().catch(() => Unavailable) }))
  setTimeout(() => void load().catch(() => {}), LATER_MS)
  return (props: P) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  )
}

function Unavailable() {
  return <Notice>{sentenceFor('page/failed')}</Notice>
}
