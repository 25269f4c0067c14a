import { holderTurn } from '../../domain/floor.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { isCentral, placeOf } from '../conference/floor-view.ts'
import { roomRefusal } from '../conference/room-refusal.ts'
import type { Status } from '../connection/view.ts'
import type { MediaSnapshot } from '../media/index.ts'

/**
 * What a hall has to know about its own microphone. `heard` is the server's word, not a wish: a hall that was
 * given the floor and is not heard yet is `opening`.
 */
export type OwnState =
  | { readonly kind: 'lost' }
  /** The media room does not take it in, and will not by itself. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'heard'; readonly holds: boolean }
  | { readonly kind: 'opening' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'closed'; readonly place: number }

export function ownState(
  state: ConferenceState,
  bridge: string,
  status: Status,
  media: Pick<MediaSnapshot, 'heard' | 'connection'>,
): OwnState {
  const refusal = roomRefusal(media.connection)
  if (status === 'live' && refusal !== null) return { kind: 'refused', why: refusal }
  if (status !== 'live' || media.connection.kind !== 'connected') return { kind: 'lost' }
  const holds = holderTurn(state)?.bridge === bridge
  if (media.heard) return { kind: 'heard', holds }
  if (state.floor.cut) return { kind: 'cut' }
  if (holds || isCentral(state, bridge)) return { kind: 'opening' }
  return { kind: 'closed', place: placeOf(state, bridge) }
}
