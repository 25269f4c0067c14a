import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Right } from '../../domain/rights.ts'
import { may } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import type { Connection } from '../connection/connection.ts'
import type { View } from '../connection/view.ts'

const Current = createContext<Connection | null>(null)

export function ConferenceProvider({
  connection,
  children,
}: {
  readonly connection: Connection
  readonly children: ReactNode
}) {
  return <Current value={connection}>{children}</Current>
}

export function useConnection(): Connection {
  const connection = useContext(Current)
  if (!connection) throw new Error('outside of a conference')
  return connection
}

export function useView(): View {
  const connection = useConnection()
  return useSyncExternalStore(connection.subscribe, connection.view)
}

/** The facts; pages inside a conference are drawn only once there are some. */
export function useConference(): ConferenceState {
  const { state } = useView()
  if (!state) throw new Error('no facts yet')
  return state
}

/** Whether this page's person or hall holds a right, in a matter of one bridge. */
export function useMay(): (right: Right, bridge?: string | null) => boolean {
  const { grants, state } = useView()
  return (right, bridge = null) => state !== null && may(grants, right, bridge, centralBridge(state))
}
