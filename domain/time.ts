/** Milliseconds since the Unix epoch, UTC. The domain never asks for the time: it is given. */
export type Instant = number

/** A length of time in milliseconds. */
export type Milliseconds = number

/** Where a conference's times come from; a simulated one says so in its log and in its minutes. */
export type ClockKind = 'system' | 'simulated'
