import type { OpenWire, Timers, WireEvents } from '../../client/connection/wire.ts'
import { WireLost } from '../../client/connection/wire.ts'

/** A request that waits for the test's answer. */
export interface Asked {
  readonly event: string
  readonly message: unknown
  readonly answer: (value: unknown) => void
}

/** The server's end of one line. */
export interface Line {
  readonly address: string
  readonly asked: Asked[]
  readonly told: { readonly event: string; readonly message: unknown }[]
  /** How often the page has doubted it. */
  checks: number
  open(): void
  push(event: string, message: unknown): void
  lose(code?: string): void
  readonly closed: boolean
}

/** Lines that the page opens, in order; the test plays the nodes. */
export function memoryWires(): { readonly openWire: OpenWire; readonly lines: Line[] } {
  const lines: Line[] = []
  const openWire: OpenWire = (address, events: WireEvents) => {
    const asked: Asked[] = []
    const told: Line['told'] = []
    const failures: ((error: Error) => void)[] = []
    let over = false
    const end = () => {
      over = true
      for (const fail of failures) fail(new WireLost())
    }
    const line: Line = {
      address,
      asked,
      told,
      open: () => events.opened(),
      push: (event, message) => events.pushed(event, message),
      lose: (code) => {
        end()
        events.lost(code ?? null)
      },
      checks: 0,
      get closed() {
        return over
      },
    }
    lines.push(line)
    return {
      request: (event, message) =>
        new Promise((answer, fail) => {
          if (over) return fail(new WireLost())
          failures.push(fail)
          asked.push({ event, message, answer })
        }),
      tell: (event, message) => {
        told.push({ event, message })
      },
      check: () => {
        line.checks += 1
      },
      close: end,
    }
  }
  return { openWire, lines }
}

/** A clock that moves only when told. */
export function handClock(start = 0): Timers & { pass(milliseconds: number): void } {
  let now = start
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after: (milliseconds, run) => {
      const held = { at: now + milliseconds, run }
      waiting.push(held)
      return () => {
        waiting = waiting.filter((other) => other !== held)
      }
    },
    pass: (milliseconds) => {
      const until = now + milliseconds
      for (;;) {
        const due = waiting.filter((held) => held.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        waiting = waiting.filter((held) => held !== due)
        now = due.at
        due.run()
      }
      now = until
    },
  }
}

/** Lets answers arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
