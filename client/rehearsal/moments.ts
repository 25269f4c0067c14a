/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', ended)
    function done() {
      signal.removeEventListener('abort', ended)
      resolve()
    }
    function ended() {
      clearTimeout(timer)
      reject(signal.reason)
    }
  })
}

/** Resolves with the first value that `look` has, asked again and again; null when it takes longer than `within` ms. */
export async function meet<T>(look: () => T | null, within: number, signal: AbortSignal): Promise<T | null> {
  const until = performance.now() + within
  while (performance.now() < until) {
    const found = look()
    if (found !== null) return found
    await wait(100, signal)
  }
  return look()
}
