import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useConference } from '../conference/context.tsx'
import { firstDocument, liveDocument } from './desk-texts.ts'
import { standingDocument } from './origins.ts'

export interface Chosen {
  readonly document: DocumentId
  /** Choosing by hand puts the caret into the text; following does not. */
  readonly byHand: boolean
  /** A turn began while something else was being written: its text, to go to when the secretary likes. */
  readonly offer: DocumentId | null
  readonly following: boolean
  readonly choose: (document: DocumentId) => void
  readonly follow: (following: boolean) => void
  readonly putOff: () => void
}

/**
 * Which text is on the desk. With each new turn it is that one, as long as the secretary follows and is not in the
 * middle of something: then it is only offered.
 */
export function useChosen(): Chosen {
  const state = useConference()
  const live = liveDocument(state)
  const [chosen, setChosen] = useState(() => ({
    document: named(location.hash) ?? firstDocument(state),
    byHand: false,
  }))
  const [following, setFollowing] = useState(() => chosen.document === firstDocument(state))
  const [offer, setOffer] = useState<DocumentId | null>(null)
  const before = useRef(live)

  useEffect(() => {
    if (live === before.current) return
    before.current = live
    if (live === null) setOffer(null)
    else if (following && !isBusy()) setChosen({ document: live, byHand: false })
    else setOffer(live)
  }, [live, following])

  // A colleague may have split, merged or voided it meanwhile; should it come back, nobody is taken there.
  const document = standingDocument(state, chosen.document)
  useEffect(() => {
    setChosen((held) => {
      const next = standingDocument(state, held.document)
      return next === held.document ? held : { document: next, byHand: false }
    })
  }, [state])

  useEffect(() => {
    history.replaceState(history.state, '', `#${document}`)
  }, [document])

  const choose = useCallback((document: DocumentId) => {
    setChosen({ document, byHand: true })
    setFollowing((was) => (before.current === null ? was : document === before.current))
    setOffer((held) => (held === document ? null : held))
  }, [])
  const follow = useCallback((next: boolean) => {
    setFollowing(next)
    const now = before.current
    if (!next || now === null) return
    setChosen({ document: now, byHand: false })
    setOffer(null)
  }, [])
  const putOff = useCallback(() => setOffer(null), [])
  const isOffered = offer !== null && offer !== document
  // What was being typed must not go on in another text.
  const byHand = chosen.byHand && document === chosen.document
  return { document, byHand, offer: isOffered ? offer : null, following, choose, follow, putOff }
}

/** Somebody writes, or has a window open: nothing may move under the hands. */
function isBusy(): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')) return true
  const { activeElement } = document
  if (!(activeElement instanceof HTMLElement)) return false
  return activeElement.isContentEditable || activeElement.matches('input:not([type=checkbox]), textarea')
}

function named(hash: string): DocumentId | null {
  const found = /^#(opening|conclusion|c[1-9][0-9]{0,15})$/.exec(hash)?.[1]
  return (found as DocumentId | undefined) ?? null
}
