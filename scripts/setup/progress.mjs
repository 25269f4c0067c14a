/**
 * Runs one step of the set-up and says so: what, how long to expect, how long it took.
 * @template T
 * @param {string} title what is done, in Vietnamese and English
 * @param {string} expected how long that takes, as a rule
 * @param {(report: (text: string) => void) => Promise<T>} work may report how far it is
 * @returns {Promise<T>}
 */
export async function step(title, expected, work) {
  const start = Date.now()
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`
  let latest = ''
  print(`▸ ${title} (≈ ${expected})`)
  // In silence a step that hangs looks like one that works.
  const heartbeat = setInterval(() => print(`  … ${seconds()} ${latest}`), 15_000)
  try {
    const result = await work((text) => {
      latest = text
    })
    print(`✓ ${title}: ${seconds()}`)
    return result
  } finally {
    clearInterval(heartbeat)
  }
}

/** What the person at the console has to do; the set-up ends with it. */
export class SetupError extends Error {}

function print(line) {
  process.stdout.write(`${line}\n`)
}
