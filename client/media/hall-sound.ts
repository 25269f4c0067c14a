import { randomId } from '../session/random-id.ts'
import type { VoiceState } from './gain.ts'
import type { RemotePeer, SoundState } from './snapshot.ts'
import { SoundPresence } from './sound-presence.ts'
import { Voices } from './voices.ts'

/** The sound of a hall's page: the voices of the others, and whether another page plays them too. */
export class HallSound {
  readonly #voices: Voices
  readonly #presence: SoundPresence

  constructor(changed: () => void) {
    this.#voices = new Voices(changed)
    this.#presence = new SoundPresence(randomId(), changed)
  }

  get state(): SoundState {
    return this.#voices.state
  }

  get isElsewhere(): boolean {
    return this.#presence.isElsewhere
  }

  get loudspeakerStandsIn(): boolean {
    return this.#voices.loudspeakerStandsIn
  }

  /** What is known of each voice that is evened out, by peer. */
  get voices(): ReadonlyMap<string, VoiceState> {
    return this.#voices.evened
  }

  play(peers: ReadonlyMap<string, RemotePeer>): void {
    this.#voices.play(
      new Map([...peers].flatMap(([peer, { audio }]) => (audio ? [[peer, audio] as const] : []))),
    )
  }

  chooseLoudspeaker(id: string | undefined): void {
    this.#voices.chooseLoudspeaker(id)
  }

  /** Idempotent. */
  close(): void {
    this.#presence.close()
    this.#voices.close()
  }
}
