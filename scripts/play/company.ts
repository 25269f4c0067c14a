import type { Player } from './cast.ts'
import { connect, type Participant } from './participant.ts'
import type { PlayServer } from './play-server.ts'
import { type SignIn, signInBy } from './sign-in.ts'

export interface CompanyOptions {
  readonly server: PlayServer
  readonly central: string
  /** Ids of commands and updates. */
  readonly newId: () => string
}

/** The people of a play at their pages: everybody signs in once, and comes and goes by the same session. */
export class Company {
  readonly #options: CompanyOptions
  readonly #signIns = new Map<string, SignIn>()
  readonly #present = new Set<Participant>()

  constructor(options: CompanyOptions) {
    this.#options = options
  }

  /** By the link that it is given the first time. */
  async signIn(player: Player, conference: string | null): Promise<SignIn> {
    const known = this.#signIns.get(player.id)
    if (known) return known
    const { server, central } = this.#options
    const link = await server.link(player, conference, central)
    const made = await signInBy(link, server.url, player.address)
    this.#signIns.set(player.id, made)
    return made
  }

  /** Opens the player's page on the conference. */
  async enter(player: Player, conference: string): Promise<Participant> {
    const link = await this.signIn(player, conference)
    const { newId } = this.#options
    const participant = await connect({ link, conference, newId, patient: true })
    this.#present.add(participant)
    return participant
  }

  leave(participant: Participant): void {
    participant.close()
    this.#present.delete(participant)
  }

  /** Closes every page. */
  disperse(): void {
    for (const participant of [...this.#present]) this.leave(participant)
  }
}
