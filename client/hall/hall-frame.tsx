import { type ReactNode, useEffect } from 'react'
import { useView } from '../conference/context.tsx'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { Awaiting } from './awaiting.tsx'
import './hall.css'

/** What the pages of a hall's device share: their look, the wait for approval, and the bridge whose hall it is. */
export function HallFrame({ children }: { readonly children: (bridge: string) => ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset.page = 'hall'
    return () => {
      delete document.documentElement.dataset.page
    }
  }, [])
  return (
    <ConferenceGate awaiting={<Awaiting />}>
      <OfBridge>{children}</OfBridge>
    </ConferenceGate>
  )
}

function OfBridge({ children }: { readonly children: (bridge: string) => ReactNode }) {
  const { grants } = useView()
  const bridge = grants.find((grant) => grant.role === 'hall')?.bridge
  return bridge ? children(bridge) : <Forbidden />
}
