import { GalleryAllowance } from './gallery-allowance.ts'
import type { ReceivedStream } from './received-stream.ts'
import { type Kept, ThinLine } from './thin-line.ts'

export interface LineFigures {
  /** Bits per second that the line towards the page is believed to carry; null where that is not measured. */
  readonly available: number | null
  /** Share of the packets of pictures towards it that did not arrive lately, 0 to 1; null where not measured. */
  readonly lossOutgoing: number | null
}

export interface LineUse {
  readonly held: readonly ReceivedStream[]
  /** Gallery pictures that the programme has. */
  readonly gallery: number
}

/**
 * What of its programme a page is given. Where its bandwidth is shared out, a thin line gets less of the gallery for
 * the stage's sake, and less picture for the voice's. Elsewhere the worker looks at a layer that begins before the
 * first sender report has told its clock, and never again: it is made to look.
 */
export class LineShare {
  readonly #gallery = new GalleryAllowance()
  readonly #thin = new ThinLine()

  get kept(): Kept {
    return this.#thin.kept
  }

  /** Whether the line may be tried for more by packets of padding, which press on the voice where it is thinnest. */
  get probes(): boolean {
    return this.kept !== 'few-frames' && this.kept !== 'sound'
  }

  /** Whether lost packets of voices are sent again. */
  get resendsVoices(): boolean {
    return this.#thin.mends
  }

  /** Gallery pictures that may flow. */
  get mostGallery(): number {
    return this.kept === 'everything' ? this.#gallery.most : 0
  }

  /** Takes a look at the line; `now` in ms, monotonic. @returns whether what the page is given has changed */
  async watch(figures: LineFigures, { held, gallery }: LineUse, now: () => number): Promise<boolean> {
    const { available, lossOutgoing } = figures
    const lacking = held.filter((stream) => stream.lacksLayer)
    if (available === null) {
      for (const stream of lacking) stream.chooseLayersAgain()
      return false
    }
    const flowing = held.filter((stream) => stream.flowing)
    const voices = flowing.filter(({ source }) => source === 'microphone')
    const voiceLoss = this.resendsVoices ? null : await highestLoss(voices)
    const loss = flowing.length > voices.length ? lossOutgoing : null
    const at = now()
    const thin =
      (voices.length > 0 || this.kept !== 'everything') &&
      this.#thin.sample({ loss, voiceLoss, available, now: at })
    // What comes back after the voice was in danger comes back slowly.
    const lacks = this.kept !== 'everything' || lacking.some((stream) => stream.isMain)
    return this.#gallery.sample({ lacks, gallery, now: at }) || thin
  }
}

async function highestLoss(voices: readonly ReceivedStream[]): Promise<number | null> {
  const losses = (await Promise.all(voices.map((voice) => voice.loss()))).filter((loss) => loss !== null)
  return losses.length === 0 ? null : Math.max(...losses)
}
