import { useState } from 'react'
import type { ConferenceState } from '../../domain/state.ts'
import { galleryOrder, keptOrder, pageOf, pagesOf } from './gallery-order.ts'

export interface GalleryPage {
  /** From 0. */
  readonly page: number
  readonly pages: number
  readonly shown: readonly string[]
  /** By so many pages; past the last one comes the first again. */
  readonly turn: (by: number) => void
}

/** The page of small pictures that the hall looks at. */
export function useGallery(state: ConferenceState, present: readonly string[], own: string): GalleryPage {
  const [order, setOrder] = useState<readonly string[]>([])
  const [asked, setAsked] = useState(0)
  const pages = pagesOf(order)
  const page = Math.min(asked, pages - 1)
  const wanted = page === 0 ? galleryOrder(state, present, own, order) : keptOrder(state, own, order)
  if (wanted.join() !== order.join()) setOrder(wanted)
  return {
    page,
    pages,
    shown: pageOf(order, page),
    turn: (by) => setAsked((page + by + pages) % pages),
  }
}
