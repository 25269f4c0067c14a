import { useSyncExternalStore } from 'react'

const STORED_UNDER = 'diem-cau.letter-keys'
const watchers = new Set<() => void>()
let on = read()

/** Whether single letters act, for those whom they disturb; kept on this device. */
export function useLetterKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, () => on), set]
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function set(next: boolean): void {
  on = next
  try {
    localStorage.setItem(STORED_UNDER, next ? 'on' : 'off')
  } catch {
    // Storage is switched off: the choice holds as long as the page.
  }
  for (const watcher of watchers) watcher()
}

function read(): boolean {
  try {
    return localStorage.getItem(STORED_UNDER) !== 'off'
  } catch {
    return true
  }
}
