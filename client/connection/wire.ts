/**
 * One line to one node, from its opening to its loss. It never comes back: who wants another opens another.
 */
export interface Wire {
  /** Asks and waits for the answer. Rejects with `WireLost` when the line ends first or stays silent. */
  request(event: string, message: unknown): Promise<unknown>
  /** Says something that needs no answer; lost with the line. */
  tell(event: string, message: unknown): void
  /** The line is in doubt: it is lost unless the node gives a sign of life soon. */
  check(): void
  /** Ends the line without a call of `lost`. */
  close(): void
}

export interface WireEvents {
  opened(): void
  pushed(event: string, message: unknown): void
  /** The line ended or could not be opened; the server's code when it turned the page away by name. */
  lost(code: string | null): void
}

/** `address` is the origin of a node. */
export type OpenWire = (address: string, events: WireEvents) => Wire

export class WireLost extends Error {
  override readonly name = 'WireLost'
}

/** The page's time, so that tests need not wait. */
export interface Timers {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** Runs once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
