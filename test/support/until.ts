import { setTimeout as sleep } from 'node:timers/promises'

type Nothing = null | undefined | false | 0 | ''

/** Waits until `check` gives something true; its error names `what` after `deadline` ms. */
export async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  deadline = 20_000,
): Promise<Exclude<T, Nothing>> {
  const end = performance.now() + deadline
  for (;;) {
    const value = await check()
    if (value) return value as Exclude<T, Nothing>
    if (performance.now() > end) throw new Error(`not within ${deadline} ms: ${what}`)
    await sleep(20)
  }
}
