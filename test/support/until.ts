import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `check` gives something true; its error names `what` after `deadline` ms. */
export async function until<T>(what: string, check: () => T | Promise<T>, deadline = 20_000): Promise<T> {
  const end = performance.now() + deadline
  for (;;) {
    const value = await check()
    if (value) return value
    if (performance.now() > end) throw new Error(`not within ${deadline} ms: ${what}`)
    await sleep(20)
  }
}
