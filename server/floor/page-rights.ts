import { grantsOf } from '../../domain/authority.ts'
import type { Source } from '../../domain/media-messages.ts'
import { type Grant, may, type Right } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import type { PageSocket } from '../sockets.ts'

const hallSources: readonly Source[] = ['camera', 'microphone', 'screen']

/** What one page in the media room may do, read anew from the log at each question. */
export class PageRights {
  readonly #socket: PageSocket
  readonly #state: () => ConferenceState

  constructor(socket: PageSocket, state: () => ConferenceState) {
    this.#socket = socket
    this.#state = state
  }

  get grants(): readonly Grant[] {
    return grantsOf(this.#state(), this.#socket.data.session.actor)
  }

  /** The bridge whose hall the page is; null for a desk. */
  get hall(): string | null {
    return this.grants.find(({ role }) => role === 'hall')?.bridge ?? null
  }

  /** What it may send: a hall everything, the desk of a chair its screen. */
  get sources(): readonly Source[] {
    const { grants } = this
    if (grants.some(({ role }) => role === 'hall')) return hallSources
    return grants.some(({ role }) => role === 'chair') ? ['screen'] : []
  }

  chairs(bridge: string): boolean {
    return this.grants.some((grant) => grant.role === 'chair' && grant.bridge === bridge)
  }

  /** In a matter of no bridge in particular. */
  may(right: Right): boolean {
    return may(this.grants, right, null, centralBridge(this.#state()))
  }
}
