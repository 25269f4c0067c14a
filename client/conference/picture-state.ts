import type { LostLine } from '../../domain/protocol.ts'
import type { Instant } from '../../domain/time.ts'
import type { CaptureState, MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'

/** Why there is a picture of a hall, or none. */
export type PictureState =
  | { readonly kind: 'shown' }
  /** This page is out of the room itself, and knows nothing of the others. */
  | { readonly kind: 'rejoining' }
  /** The line to this page is too thin for pictures beside the voice. */
  | { readonly kind: 'sound-only' }
  | { readonly kind: 'coming' }
  | { readonly kind: 'no-camera' }
  | { readonly kind: 'lost'; readonly since: Instant }
  | { readonly kind: 'absent' }
  | { readonly kind: 'own-camera-off' }

/** What the page knows about the other halls. */
export interface Sight {
  readonly presence: readonly string[]
  readonly lost: readonly LostLine[]
  readonly connection: MediaSnapshot['connection']['kind']
  readonly soundOnly: boolean
}

/** @param waited whether the picture has been expected for so long that it would have come if there were one */
export function pictureState(
  bridge: string,
  stream: MediaStream | null,
  { presence, lost, connection, soundOnly }: Sight,
  waited: boolean,
): PictureState {
  const loss = lost.find((line) => line.bridge === bridge)
  if (loss) return { kind: 'lost', since: loss.since }
  if (stream) return { kind: 'shown' }
  if (connection !== 'connected') return { kind: 'rejoining' }
  if (!presence.includes(bridge)) return { kind: 'absent' }
  if (soundOnly) return { kind: 'sound-only' }
  return { kind: waited ? 'no-camera' : 'coming' }
}

/** A hall sees its own camera without the room. */
export function ownPictureState(camera: CaptureState): PictureState {
  if (camera.kind === 'on') return { kind: 'shown' }
  return { kind: camera.kind === 'opening' ? 'coming' : 'own-camera-off' }
}

export function pictureWords(state: PictureState): string | null {
  switch (state.kind) {
    case 'shown':
      return null
    case 'lost':
      return words.floor.pictures.lost(hourTime(state.since))
    default:
      return words.floor.pictures[state.kind]
  }
}
