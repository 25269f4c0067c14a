/** The way back after a worker's death; monotonic (ms), null until it has come. */
export interface WayBack {
  told: number | null
  /** Both transports are made: the server waits for the hall. */
  awaited: number | null
  /** Both handshakes are done, which the generator computes itself. */
  connected: number | null
}
