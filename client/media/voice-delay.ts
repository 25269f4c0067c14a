/** How long voices wait on a poor line (ms): twice the time in which a lost packet is missed and sent again. */
const ON_POOR_LINE = 250
/** Share of the sound that had to be made up, above which the line is a poor one. */
const POOR = 0.01
/** For so long (ms) the line must do well before voices come sooner again. */
const WELL_FOR = 300_000

/**
 * How long voices are held back before they are played. A browser waits for packets that are late, not for those that
 * are lost and sent again; on a poor line a voice that comes a little later is better than one with holes.
 */
export class VoiceDelay {
  #poorAt: number | null = null

  /**
   * @param concealed share of the sound that was made up lately, 0 to 1; null where nobody spoke
   * @param now milliseconds of a clock that never goes back
   * @returns milliseconds; null leaves it to the browser
   */
  after(concealed: number | null, now: number): number | null {
    if (concealed !== null && concealed > POOR) this.#poorAt = now
    if (this.#poorAt !== null && now - this.#poorAt >= WELL_FOR) this.#poorAt = null
    return this.#poorAt === null ? null : ON_POOR_LINE
  }
}
