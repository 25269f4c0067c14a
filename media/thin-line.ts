/** What a page is given on a thin line, the most first: each gives up one thing more for the voice. */
const stages = ['everything', 'no-gallery', 'low-layer', 'few-frames', 'sound'] as const
export type Kept = (typeof stages)[number]
const LAST = stages.length - 1

/** Share of the packets from which a line carries less than it is given; the voice is mended below. */
const MOST_LOSS = 0.12
/** The same where nothing of the voice is sent again. */
const MOST_UNMENDED = 0.04
/** From here on two things are given up at once. */
const SEVERE_LOSS = 0.3
/** How long it must be so (ms): an estimate that reached too high falls again within two seconds. */
const CONFIRMED_AFTER = 2500
/** As above, for what was only tried. */
const TRIED_FOR = 500
/** How long what was given up takes to show in what the receiver reports (ms). */
const SHOWS_AFTER = 2000
const FALLS_FOR = 6000
/** What is left to pictures must carry at least this (bits per second): the stage in its low layer and some gallery. */
const GALLERY_NEEDS = 200_000
const NEEDED_FOR = 5000
/** First wait before something is tried again (ms), doubled by each failure, and the longest. */
const FIRST_PATIENCE = 10_000
const LONGEST_PATIENCE = 80_000
/** A picture that comes back begins with a key frame, which the voice feels: it waits this many times longer. */
const PATIENCE_OF_SOUND = 3
/** By then receivers have reported on sound alone (ms). */
const JUDGED_AFTER = 12_000
/** Where sound alone loses at least this share of what was lost beside pictures, they were not the cause. */
const NOT_HELPED = 0.6
/** More than this is never put down to chance. */
const MOST_TOLERATED = 0.15
const TOLERATED_FOR = 300_000
/** The worker's own figure is weighted over this many reports, of which at least four come in a second. */
const REPORTS = 24
const REPORTS_EACH_MS = 4 / 1000

/** One look at a line. */
export interface LineSample {
  /** Share of the packets of pictures that did not arrive lately, 0 to 1; null while no picture flows. */
  readonly loss: number | null
  /** The same of voices, by the receiver's last report (RFC 3550); null while that is not known. */
  readonly voiceLoss: number | null
  /** Bits per second that the line is believed to carry beside sound; 0 before that is known. */
  readonly available: number
  /** Milliseconds, monotonic. */
  readonly now: number
}

/**
 * What a page gives up so that the voice arrives whole: first the gallery, then the stage's resolution, then its
 * frames, at last the picture. Each comes back by being tried, after waits that grow while the tries fail. Where
 * sound alone loses as much, the line is not thin but poor, and the pictures stay.
 */
export class ThinLine {
  #step = 0
  #changedAt = 0
  #raised = false
  #patience = FIRST_PATIENCE
  #suffersSince: number | undefined
  #shortSince: number | undefined
  /** When pictures began to flow, and the loss that the worker remembered from before. */
  #flow: { readonly since: number; readonly old: number } | undefined
  /** What was lost when the last thing was given up. */
  #lossBefore = 0
  #judged = false
  #mends = true
  #tolerated = { loss: 0, until: 0 }

  get kept(): Kept {
    return stages[this.#step] ?? 'sound'
  }

  /**
   * Whether lost packets of voices are to be sent again (RFC 4585 NACK). Without it 10 % loss each way made a listener
   * invent 10 % of a voice; where the line is thin each was sent up to five times, and that alone kept it full. A
   * change costs the voice a moment, so it comes with the loss of the picture and goes when all is well.
   */
  get mends(): boolean {
    return this.#mends
  }

  /** @returns whether `kept` has changed */
  sample({ loss, voiceLoss, available, now }: LineSample): boolean {
    const before = this.#step
    if (loss === null) this.#flow = undefined
    if (this.#step === LAST) this.#judgeSound(voiceLoss, now)
    else if (loss !== null) this.#judgePictures(this.#fresh(loss, now), voiceLoss ?? 0, now)
    if (this.#step === 0 && loss !== null) this.#judgeEstimate(available, loss, now)
    return this.#step !== before
  }

  #judgePictures(loss: number, voiceLoss: number, now: number): void {
    const tolerated = now < this.#tolerated.until ? this.#tolerated.loss : 0
    const most = tolerated + (this.#mends ? MOST_LOSS : MOST_UNMENDED)
    if (loss > most || (!this.#mends && voiceLoss > most)) {
      this.#suffersSince ??= now
      const patient = this.#step === 0 && !this.#raised ? CONFIRMED_AFTER : TRIED_FOR
      if (now - this.#suffersSince < patient || this.#helps(loss, now)) return
      this.#giveUp(loss > SEVERE_LOSS && !this.#raised ? 2 : 1, loss, now)
      return
    }
    this.#suffersSince = undefined
    if (this.#step > 0) this.#raiseAfter(this.#patience, now)
  }

  #judgeEstimate(available: number, loss: number, now: number): void {
    if (available === 0 || available >= GALLERY_NEEDS) {
      this.#shortSince = undefined
      return
    }
    this.#shortSince ??= now
    if (now - this.#shortSince >= NEEDED_FOR) this.#giveUp(1, loss, now)
  }

  #judgeSound(voiceLoss: number | null, now: number): void {
    const alone = now - this.#changedAt
    if (!this.#judged && alone >= JUDGED_AFTER && voiceLoss !== null) {
      this.#judged = true
      if (voiceLoss <= MOST_TOLERATED && voiceLoss >= NOT_HELPED * this.#lossBefore) {
        this.#tolerated = { loss: voiceLoss, until: now + TOLERATED_FOR }
        this.#set(0, now)
        return
      }
    }
    this.#raiseAfter(PATIENCE_OF_SOUND * this.#patience, now)
  }

  /** What was given up last may be enough: it takes time to show, the longer while the loss falls. */
  #helps(loss: number, now: number): boolean {
    if (this.#step === 0 || this.#raised) return false
    const since = now - this.#changedAt
    return since < SHOWS_AFTER || (since < FALLS_FOR && loss < this.#lossBefore / 2)
  }

  #giveUp(steps: number, loss: number, now: number): void {
    // What was tried last was too much: the next try waits longer.
    if (this.#raised) this.#patience = Math.min(this.#patience * 2, LONGEST_PATIENCE)
    this.#lossBefore = loss
    // A try that failed says nothing new of why packets are lost.
    this.#judged = this.#raised
    this.#raised = false
    this.#set(Math.min(LAST, this.#step + steps), now)
  }

  #raiseAfter(patience: number, now: number): void {
    if (now - this.#changedAt < patience) return
    // What was tried last fits: the line is better than it was.
    if (this.#raised) this.#patience = FIRST_PATIENCE
    this.#raised = true
    this.#set(this.#step - 1, now)
  }

  #set(step: number, now: number): void {
    this.#step = step
    if (step === LAST) this.#mends = false
    else if (step === 0) this.#mends = true
    this.#changedAt = now
    this.#suffersSince = undefined
    this.#shortSince = undefined
  }

  /** Without what was lost before pictures flowed: the worker goes on from there, the latest report weighing most. */
  #fresh(loss: number, now: number): number {
    this.#flow ??= { since: now, old: loss }
    const left = Math.max(0, REPORTS - REPORTS_EACH_MS * (now - this.#flow.since))
    return loss - (this.#flow.old * left * (left + 1)) / (REPORTS * (REPORTS + 1))
  }
}
