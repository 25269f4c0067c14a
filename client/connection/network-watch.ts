/** `changed`: the network is back, or another one. `woke`: the page has slept, so that every line of it is dead. */
export type NetworkChange = 'changed' | 'woke'

/** How often the page looks whether it has slept, in milliseconds. */
const LOOK_EVERY = 1_000
/** A page that was not run for this long has slept: the server has given up its line meanwhile. */
const SLEPT = 5_000
/** Browsers run a page that nobody sees once a minute. */
const SLEPT_UNSEEN = 90_000

interface NetworkInformation extends EventTarget {
  /** `ethernet`, `wifi`, `cellular`…; not every browser tells. */
  readonly type?: string
}

/** Tells when the way to the server may be another one than before; gives back how to stop. */
export function watchNetwork(tell: (change: NetworkChange) => void): () => void {
  const { connection } = navigator as { connection?: NetworkInformation }
  let type = connection?.type
  // The browser reports every new estimate of the speed too.
  const reported = () => {
    if (type === connection?.type) return
    type = connection?.type
    tell('changed')
  }
  const back = () => tell('changed')
  const looking = watchSleep(
    () => Date.now(),
    () => document.hidden,
    () => tell('woke'),
  )
  addEventListener('online', back)
  connection?.addEventListener('change', reported)
  return () => {
    clearInterval(looking)
    removeEventListener('online', back)
    connection?.removeEventListener('change', reported)
  }
}

function watchSleep(now: () => number, isHidden: () => boolean, woke: () => void) {
  let last = now()
  return setInterval(() => {
    const slept = now() - last
    last += slept
    if (hasSlept(slept, isHidden())) woke()
  }, LOOK_EVERY)
}

/** Whether a page that was last run so many milliseconds ago has slept. */
export function hasSlept(milliseconds: number, isHidden: boolean): boolean {
  return milliseconds > (isHidden ? SLEPT_UNSEEN : SLEPT)
}
