import { useEffect, useState } from 'react'
import type { Region } from './regions.ts'

/** Small pictures that come to the desk at once, in bridges: a row of the wall less its ends. */
export const MOST_LOOKED_AT = 12
/** A pointer that only crosses a tile (ms) asks for nothing. */
const RESTS_FOR = 250

/**
 * The bridges whose small pictures the wall shows: the row round the one that is pointed at; with none pointed at,
 * those that wait for the floor.
 */
export function lookedAt(
  regions: readonly Region[],
  pointed: string | null,
  waiting: readonly string[],
): readonly string[] {
  for (const { bridges } of regions) {
    const place = bridges.findIndex((bridge) => bridge.id === pointed)
    if (place < 0) continue
    const start = Math.max(0, Math.min(place - MOST_LOOKED_AT / 2, bridges.length - MOST_LOOKED_AT))
    return bridges.slice(start, start + MOST_LOOKED_AT).map((bridge) => bridge.id)
  }
  return waiting.slice(0, MOST_LOOKED_AT)
}

/** The tile that pointer or keyboard has rested on last. */
export function usePointed(): [string | null, (bridge: string) => void] {
  const [over, setOver] = useState<string | null>(null)
  const [rested, setRested] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(over), RESTS_FOR)
    return () => clearTimeout(timer)
  }, [over])
  return [rested, setOver]
}
