import { createWorker, setLogEventListeners, type types } from 'mediasoup'

/** What the media library or one of its workers has to say. */
export interface MediaLogEntry {
  readonly level: 'warn' | 'error'
  readonly text: string
}

/**
 * Starts a worker process that leaves the signals of this process alone. By itself the media library closes its
 * workers at SIGTERM and SIGINT, before the rooms could tell their pages.
 */
export function startWorker(settings: types.WorkerSettings): Promise<types.Worker> {
  const signals = ['SIGTERM', 'SIGINT'] as const
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)))
  // It listens before its first wait, so that whoever is new by now is the library.
  const starting = createWorker(settings)
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.has(listener)) process.removeListener(signal, listener as NodeJS.SignalsListener)
    }
  }
  return starting
}

/** Hands over what the media library says from now on. It has one log in each process. */
export function hearLibrary(log: (entry: MediaLogEntry) => void): void {
  const about = (namespace: string, text: string, error?: Error) =>
    `${namespace} ${text}${error ? `: ${error.message}` : ''}`
  setLogEventListeners({
    onwarn: (namespace, text) => log({ level: 'warn', text: about(namespace, text) }),
    onerror: (namespace, text, error?: Error) => log({ level: 'error', text: about(namespace, text, error) }),
  })
}
